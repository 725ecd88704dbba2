package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many elements lie in each of {@code bins} parts of equal width of {@code least} to {@code
 * most}; the last part includes {@code most}. Elements outside and NaN count nowhere. If both
 * bounds are equal, they are the smallest and the largest element. Float32; the gradient is 0.
 * Equivalent to {@code torch.histc}. Immutable.
 */
public record HistogramOp(int bins, double least, double most) implements Op {
  /** Checks the bins and the bounds. */
  public HistogramOp {
    if (bins < 1 || !(least <= most) || Double.isInfinite(least) || Double.isInfinite(most)) {
      throw new IllegalArgumentException(
          "histc: %d bins from %s to %s: expected 1 bin or more, and finite bounds in order"
              .formatted(bins, least, most));
    }
  }

  @Override
  public String name() {
    return "histc";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    return TensorType.owningFloats(bins).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return inputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray y = allocator.zeros(bins);
    float low = (float) least;
    float high = (float) most;
    if (low == high && x.count() > 0) {
      low = Float.POSITIVE_INFINITY;
      high = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < x.count(); i++) {
        low = Math.min(low, x.floats()[x.offset() + i]);
        high = Math.max(high, x.floats()[x.offset() + i]);
      }
      if (!Float.isFinite(low) || !Float.isFinite(high)) {
        throw new IllegalArgumentException(
            "histc: the elements range from %s to %s: give finite bounds".formatted(low, high));
      }
    }
    if (low == high) {
      low -= 1;
      high += 1;
    }
    for (int i = 0; i < x.count(); i++) {
      float value = x.floats()[x.offset() + i];
      if (value >= low && value <= high) {
        int bin = (int) ((value - low) * bins / (high - low));
        y.floats()[y.offset() + Math.min(bin, bins - 1)]++;
      }
    }
    return OpResult.of(y);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    return GradShapes.of((NdArray) null);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    return Collections.singletonList(null);
  }
}
