package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = min(max(x, least), most)}; an infinite bound does not bind. The gradient passes where
 * x lies within the bounds or on them.
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
    NdArray above = Elementwise.scalar(BinaryKind.MAX, x, least, false, allocator);
    return OpResult.of(Elementwise.scalar(BinaryKind.MIN, above, most, false, allocator)).saving(x);
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
