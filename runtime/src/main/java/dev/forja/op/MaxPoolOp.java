package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The largest element of each window that slides over the last dimensions, and its index among the
 * elements of those dimensions: {@code torch.nn.functional.max_pool3d} with indices, for any number
 * of dimensions. Padding is negative infinity; NaN takes precedence. The gradient goes to the first
 * of several largest elements. Immutable.
 *
 * <p>Input: x [n, c, ..] or [c, ..]. Outputs: the values, and the indices as int64.
 */
public record MaxPoolOp(List<PoolWindow> windows) implements Op {
  /** Copies the windows, one for each of the last dimensions. */
  public MaxPoolOp {
    windows = List.copyOf(windows);
    if (windows.isEmpty()) {
      throw new IllegalArgumentException("max_pool: no windows: expected one for each dimension");
    }
  }

  @Override
  public String name() {
    return "max_pool" + windows.size() + "d";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    checkRank(this, inputs[0].sizes(), windows.size());
    int[] x = inputs[0].sizes();
    return MaxWindows.sliding(this, windows, x).types(x);
  }

  /** Checks for channels, with or without a batch, before the dimensions of the windows. */
  static void checkRank(Op op, int[] shape, int dims) {
    if (shape.length != dims + 1 && shape.length != dims + 2) {
      throw new IllegalArgumentException(
          "%s: input %s: expected [n, c, ..] or [c, ..] with %d dimensions of windows"
              .formatted(op.name(), Shapes.show(shape), dims));
    }
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    long kernel = 1;
    for (PoolWindow window : windows) {
      kernel *= window.kernel();
    }
    return outputs[0].count() * kernel;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return MaxWindows.sliding(this, windows, inputs[0].shape()).run(inputs[0], allocator);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    return GradShapes.of(MaxWindows.backward(this, saved, gradOutputs, windows.size(), allocator));
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    return MaxWindows.gradient(context, windows.size());
  }
}
