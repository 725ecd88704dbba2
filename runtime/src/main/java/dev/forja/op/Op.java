package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One differentiable operation, like {@code torch.autograd.Function}. Users can add their own:
 * implement it as a record whose components are the attributes of the operation (a dimension, a
 * rate) and run it with {@code Tensor.apply(op, inputs)}.
 *
 * <p>An op holds no arrays and no state, so one instance may run many times, on any thread. It may
 * read its input arrays and return views of them, but must never write to them. Only outputs of
 * type {@link dev.forja.array.DType#F32} carry gradients.
 */
public interface Op {
  /** The name in messages and graphs, such as {@code matmul}. */
  String name();

  /**
   * The types of the outputs for inputs of these types. If the inputs are invalid, throws {@link
   * IllegalArgumentException} or {@link IndexOutOfBoundsException} with the operands in its
   * message.
   */
  TensorType[] shapes(TensorType... inputs);

  /**
   * Whether the outputs are views of the storage of an input, if its strides allow it. Such an op
   * moves no data and counts no operations; a graph that runs repeatedly creates its views once.
   * The default is false.
   */
  default boolean isView() {
    return false;
  }

  /**
   * The number of floating-point operations of one run. An addition, a multiplication, a comparison
   * and a function of one number, such as {@code exp}, count one each; moving, copying and viewing
   * data count nothing. A product of matrices [m, k] x [k, n] counts {@code 2 m n k}. The default
   * is one for each element of the first output, as for elementwise ops, and none for views.
   */
  default long flops(TensorType[] inputs, TensorType[] outputs) {
    return isView() || outputs.length == 0 ? 0 : outputs[0].count();
  }

  /**
   * The attributes by name, as texts, in order. Graphs print them, and use them to decide whether
   * two ops of one class are the same. The default is the components that {@code toString} of a
   * record shows. That suits every record whose components print their values: numbers, enums, and
   * {@link Ints} for lists of integers. An op that holds a plain array must override this method
   * and list the contents, since an array prints only its identity.
   */
  default Map<String, String> attributes() {
    return RecordText.components(toString());
  }

  /** Computes the outputs, and saves the arrays that {@link #backward} will need. */
  OpResult forward(NdArray[] inputs, Allocator allocator);

  /**
   * Computes the gradients of the inputs, each in the shape of its input: null if {@code needed} is
   * false, or if the gradient is zero everywhere. It may return {@code gradOutputs} or views of
   * them.
   *
   * @param saved the arrays that forward saved
   * @param gradOutputs the gradients of the outputs, possibly expanded views; null for one of
   *     several outputs that nothing depended on
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
   * Computes the same gradients as {@link #backward}, but by running ops, so that they can be
   * differentiated again. The two methods are separate on purpose: {@link #backward} works on
   * arrays, fuses loops and records nothing, and ordinary training uses only it; this one is for
   * gradients of gradients, where each step must itself be an op. An op without this method can be
   * differentiated only once.
   *
   * <p>The method reads inputs and outputs from the arrays that forward saved, by their index,
   * since nothing is saved for this method alone. It is generic in the type of a value, because
   * this package does not know the tensors that are used as values.
   *
   * @param context the values of the op, and the means to run ops
   * @return a gradient for each input, in order, each in the shape of its input: null if it is not
   *     needed, or if the gradient is zero everywhere
   * @throws UnsupportedOperationException if the op does not implement this method
   */
  default <V> List<@Nullable V> gradient(GradContext<V> context) {
    throw new UnsupportedOperationException(
        name() + " has no gradient that can be differentiated again: implement Op.gradient");
  }
}
