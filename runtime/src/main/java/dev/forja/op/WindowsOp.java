package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows that slide along one dimension, padded with zeros: [.., s, ..] gives [.., kernel,
 * windows, ..]. Applied along each dimension of an image it is {@code torch.nn.functional.unfold}.
 * {@link WindowSumsOp} is its gradient. Immutable.
 *
 * @param dim the dimension, from 0
 * @param kernel the number of elements of a window
 */
public record WindowsOp(int dim, int kernel, ConvWindow window) implements Op {
  /** Checks the kernel. */
  public WindowsOp {
    if (kernel < 1) {
      throw new IllegalArgumentException("windows: kernel " + kernel + ": expected 1 or more");
    }
  }

  @Override
  public String name() {
    return "windows";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    int[] x = inputs[0].sizes();
    int at = Checks.dim(this, dim, inputs[0]);
    if (x.length == 0) {
      throw new IllegalArgumentException(
          "windows: input [] has no dimension that windows could slide along");
    }
    if (window.padded(x[at]) < window.reach(kernel)) {
      throw new IllegalArgumentException(
          "windows: size %d of input %s, with padding %d and %d, is smaller than a window of %d"
              .formatted(
                  x[at],
                  Shapes.show(x),
                  window.padBefore(),
                  window.padAfter(),
                  window.reach(kernel)));
    }
    return TensorType.owningFloats(spread(x, at, kernel, window.axis(x[at], kernel).out())).alone();
  }

  /** The shape with a size replaced by those of its windows. */
  static int[] spread(int[] shape, int dim, int kernel, int out) {
    int[] windows = new int[shape.length + 1];
    System.arraycopy(shape, 0, windows, 0, dim);
    windows[dim] = kernel;
    windows[dim + 1] = out;
    System.arraycopy(shape, dim + 1, windows, dim + 2, shape.length - dim - 1);
    return windows;
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 0;
  }

  private WindowCopy copy(int[] x) {
    int at = dim < 0 ? dim + x.length : dim;
    return WindowCopy.of(window.axis(x[at], kernel), x, at);
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray y = allocator.zeros(shapes(TensorType.of(x))[0].sizes());
    copy(x.shape()).spread(x, y);
    return OpResult.of(y);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dx = allocator.zeros(saved.sizes(0));
    copy(dx.shape()).gather(GradShapes.dense(gradOutputs, allocator), dx);
    return GradShapes.of(dx);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    int size = context.inputType(0).size(dim);
    V dx = context.apply(new WindowSumsOp(dim, size, window), context.gradOutput());
    return Collections.singletonList(dx);
  }
}
