package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.Spans;
import org.jspecify.annotations.Nullable;

/**
 * The mean of each window, equivalent to {@code torch.nn.functional.avg_pool2d}: x [n, c, h, w] or
 * [c, h, w]. Padding is zero. Immutable.
 *
 * @param countIncludePad whether padding counts in the mean
 * @param divisorOverride the number to divide each sum by instead; 0 for none
 */
public record AvgPool2dOp(
    PoolWindow rows, PoolWindow columns, boolean countIncludePad, int divisorOverride)
    implements Multilinear {
  /** Checks that there is no dilation, which average pooling does not support. */
  public AvgPool2dOp {
    if (rows.dilation() != 1 || columns.dilation() != 1) {
      throw new IllegalArgumentException(
          "avg_pool2d: dilation %d and %d, expected 1: average pooling has no dilation"
              .formatted(rows.dilation(), columns.dilation()));
    }
  }

  @Override
  public String name() {
    return "avg_pool2d";
  }

  private AveragingWindow windows(int[] x) {
    return new AveragingWindow(
        Spans.sliding(rows.axis(this, ImageShape.height(x), x), countIncludePad),
        Spans.sliding(columns.axis(this, ImageShape.width(x), x), countIncludePad),
        divisorOverride);
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    int[] x = inputs[0].sizes();
    ImageShape.check(this, x);
    return TensorType.owningFloats(windows(x).shape(x)).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return outputs[0].count() * ((long) rows.kernel() * columns.kernel() + 1);
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    return OpResult.of(windows(inputs[0].shape()).forward(inputs[0], allocator));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    int[] x = saved.sizes(0);
    return GradShapes.of(
        windows(x).backward(GradShapes.dense(gradOutputs, allocator), x, allocator));
  }
}
