package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = min(max(x, least), most)}; an infinite bound has no effect. The gradient passes where
 * x lies within the bounds or on them. Immutable.
 */
public record ClampOp(float least, float most) implements Op {
  @Override
  public String name() {
    return "clamp";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    return inputs[0].alone();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    return OpResult.of(clamp(x, least, most, allocator)).saving(x);
  }

  /**
   * Clamps the dense {@code x} to the bounds; NaN if the element or a bound is NaN. A zero at a
   * bound of zero keeps its sign, as in PyTorch.
   */
  static NdArray clamp(NdArray x, float least, float most, Allocator allocator) {
    NdArray y = allocator.floats(x.shape());
    float[] in = x.floats();
    float[] out = y.floats();
    if (Float.isNaN(least) || Float.isNaN(most)) {
      Arrays.fill(out, y.offset(), y.offset() + y.count(), Float.NaN);
      return y;
    }
    for (int i = 0; i < y.count(); i++) {
      float value = in[x.offset() + i];
      float above = value < least ? least : value;
      out[y.offset() + i] = above > most ? most : above;
    }
    return y;
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    return SlopeOp.gradient(this, context, false);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    return GradShapes.of(
        within(saved.array(0), GradShapes.only(gradOutputs), least, most, allocator));
  }

  /** {@code dy} where the dense {@code x} lies within the bounds, else 0. */
  static NdArray within(NdArray x, NdArray dy, float least, float most, Allocator allocator) {
    NdArray gradient = dy.contiguous(allocator);
    NdArray dx = allocator.floats(x.shape());
    float[] in = x.floats();
    float[] from = gradient.floats();
    float[] to = dx.floats();
    for (int i = 0; i < dx.count(); i++) {
      float value = in[x.offset() + i];
      boolean inside = value >= least && value <= most;
      to[dx.offset() + i] = inside ? from[gradient.offset() + i] : 0f;
    }
    return dx;
  }
}
