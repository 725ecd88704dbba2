package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.kernel.ConvAxis;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds the elements of windows that slide along one dimension at their places: [.., kernel,
 * windows, ..] gives [.., size, ..], the adjoint of {@link WindowsOp}. Applied along each dimension
 * of an image it is {@code torch.nn.functional.fold}. What falls into the padding is dropped.
 * Immutable.
 *
 * @param dim the dimension of the result, from 0; that of the windows follows it
 * @param size the size of the result
 */
public record WindowSumsOp(int dim, int size, ConvWindow window) implements Op {
  @Override
  public String name() {
    return "window_sums";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    int[] x = inputs[0].sizes();
    int at = Checks.dim(this, dim, inputs[0]);
    int kernel = x[at];
    boolean fits =
        at + 1 < x.length
            && kernel > 0
            && size >= 0
            && window.padded(size) >= window.reach(kernel)
            && (window.padded(size) - window.reach(kernel)) / window.stride() + 1 == x[at + 1];
    if (!fits) {
      throw new IllegalArgumentException(
          ("window_sums: input %s at dimension %d, for a result of size %d with stride %d, padding"
                  + " %d and %d, dilation %d: expected the windows of such a dimension")
              .formatted(
                  Shapes.show(x),
                  at,
                  size,
                  window.stride(),
                  window.padBefore(),
                  window.padAfter(),
                  window.dilation()));
    }
    return TensorType.owningFloats(joined(x, at)).alone();
  }

  private int[] joined(int[] windows, int at) {
    int[] shape = new int[windows.length - 1];
    System.arraycopy(windows, 0, shape, 0, at);
    shape[at] = size;
    System.arraycopy(windows, at + 2, shape, at + 1, shape.length - at - 1);
    return shape;
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return inputs[0].count();
  }

  private WindowCopy copy(int[] windows) {
    ConvAxis axis = window.axis(size, windows[dim]);
    return WindowCopy.of(axis, joined(windows, dim), dim);
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray y = allocator.zeros(joined(x.shape(), dim));
    copy(x.shape()).gather(x, y);
    return OpResult.of(y);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dx = allocator.zeros(saved.sizes(0));
    copy(dx.shape()).spread(GradShapes.dense(gradOutputs, allocator), dx);
    return GradShapes.of(dx);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    int kernel = context.inputType(0).size(dim);
    V dx = context.apply(new WindowsOp(dim, kernel, window), context.gradOutput());
    return Collections.singletonList(dx);
  }
}
