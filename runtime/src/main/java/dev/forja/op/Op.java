package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import org.jspecify.annotations.Nullable;

/**
 * One differentiable operation, as {@code torch.autograd.Function}. Open to users: implement it as
 * a record whose components are the attributes of the operation (a dimension, a rate) and run it
 * with {@code Tensor.apply(op, inputs)}.
 *
 * <p>An op holds no arrays and no state, so that one instance may run many times, on any thread.
 * Arrays that it is given are not its own: it reads them, returns views of them if it likes, and
 * never writes to them. Only outputs of type {@link dev.forja.array.DType#F32} carry gradients.
 */
public interface Op {
  /** The name in messages and graphs, such as {@code matmul}. */
  String name();

  /**
   * The types of the outputs for inputs of these types. Throws {@link IllegalArgumentException} or
   * {@link IndexOutOfBoundsException} with the operands in its message where there are none.
   */
  TensorType[] shapes(TensorType... inputs);

  /** Computes the outputs, and says what {@link #backward} will need. */
  OpResult forward(NdArray[] inputs, Allocator allocator);

  /**
   * The gradients of the inputs, each in the shape of its input: null where {@code needed} is
   * false, and where the gradient is zero everywhere. It may return {@code gradOutputs} or views of
   * them.
   *
   * @param saved what forward saved
   * @param gradOutputs the gradients of the outputs, possibly views with repeats; null for an
   *     output that nothing depended on, of several
   */
  default @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    throw new UnsupportedOperationException(
        name() + " has no gradient: implement Op.backward, or call it on detached tensors");
  }
}
