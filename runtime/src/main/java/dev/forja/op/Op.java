package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.List;
import java.util.Map;
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

  /**
   * Whether the outputs are other looks at the storage of an input, where its strides allow it.
   * Such an op moves nothing and counts no operations; a graph that runs again makes its views
   * once. False unless an op says otherwise.
   */
  default boolean isView() {
    return false;
  }

  /**
   * How many floating-point operations one run takes. An addition, a multiplication, a comparison
   * and a function of one number, such as {@code exp}, count one each; moving, copying and viewing
   * count nothing. A product of matrices [m, k] x [k, n] counts {@code 2 m n k}. Unless an op says
   * otherwise one for each element of the first output, as for ops that work element by element,
   * and none for views.
   */
  default long flops(TensorType[] inputs, TensorType[] outputs) {
    return isView() || outputs.length == 0 ? 0 : outputs[0].count();
  }

  /**
   * The attributes by name, as texts, in order: how graphs print an op, and whether two ops of one
   * class do the same. Unless an op says otherwise those that {@code toString} of a record shows.
   * That suits every record whose components print their values: numbers, enums, {@link Ints} for
   * lists of integers. An op that holds a bare array says here what is in it, since an array prints
   * its address alone.
   */
  default Map<String, String> attributes() {
    return RecordText.components(toString());
  }

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

  /**
   * The same gradients as {@link #backward}, computed by ops, so that they can be differentiated
   * again. The two stay apart on purpose: {@link #backward} works on arrays, fuses loops and
   * records nothing, and all training goes by it; this one is for gradients of gradients, where
   * each step must itself be an op. An op without it can be differentiated once.
   *
   * <p>An op is asked with inputs and outputs as the forward saved them, and says where, since
   * nothing is kept for this method alone. It is generic in what a value is: this package knows
   * arrays, and the tensors that the values are stand above it.
   *
   * @param context what the op was given, and how ops are run
   * @return a gradient for each input, in order, each in the shape of its input: null where it is
   *     not needed, and where the gradient is zero everywhere
   * @throws UnsupportedOperationException if there is none
   */
  default <V> List<@Nullable V> gradient(GradContext<V> context) {
    throw new UnsupportedOperationException(
        name() + " has no gradient that can be differentiated again: implement Op.gradient");
  }
}
