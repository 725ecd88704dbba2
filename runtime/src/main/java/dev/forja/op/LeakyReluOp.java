package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x} where x is above 0, otherwise {@code slope x}. Equivalent to {@code F.leaky_relu}.
 * Immutable.
 */
public record LeakyReluOp(float slope) implements Op {
  @Override
  public String name() {
    return "leaky_relu";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    return inputs[0].alone();
  }

  /** The dense {@code values}, multiplied by the slope where the dense x is not above 0. */
  private NdArray bend(NdArray x, NdArray values, Allocator allocator) {
    NdArray y = allocator.floats(x.shape());
    float[] in = x.floats();
    float[] from = values.floats();
    float[] to = y.floats();
    for (int i = 0; i < y.count(); i++) {
      float value = from[values.offset() + i];
      to[y.offset() + i] = in[x.offset() + i] > 0 ? value : value * slope;
    }
    return y;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    return OpResult.of(bend(x, x, allocator)).saving(x);
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
    return GradShapes.of(bend(saved.array(0), GradShapes.dense(gradOutputs, allocator), allocator));
  }
}
