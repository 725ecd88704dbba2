package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.kernel.Spans;
import org.jspecify.annotations.Nullable;

/**
 * The means of a given number of windows that cover the image evenly, equivalent to {@code
 * torch.nn.functional.adaptive_avg_pool2d}: x [n, c, h, w] or [c, h, w]. Immutable.
 *
 * @param height the number of rows of the output; {@link #KEEP} for that of the input
 * @param width the number of columns, likewise
 */
public record AdaptiveAvgPool2dOp(int height, int width) implements Multilinear {
  /** Stands for the size of the input. */
  public static final int KEEP = -1;

  /** Checks the sizes. */
  public AdaptiveAvgPool2dOp {
    if (height == 0 || height < KEEP || width == 0 || width < KEEP) {
      throw new IllegalArgumentException(
          "adaptive_avg_pool2d: output %d x %d: expected 1 or more, or KEEP"
              .formatted(height, width));
    }
  }

  @Override
  public String name() {
    return "adaptive_avg_pool2d";
  }

  private AveragingWindow windows(int[] x) {
    return new AveragingWindow(
        spans(ImageShape.height(x), height, x), spans(ImageShape.width(x), width, x), 0);
  }

  private Spans spans(int in, int out, int[] x) {
    if (in == 0) {
      throw new IllegalArgumentException("%s: input %s is empty".formatted(name(), Shapes.show(x)));
    }
    return Spans.adaptive(in, out == KEEP ? in : out);
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
    return (long) inputs[0].count() + outputs[0].count();
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
