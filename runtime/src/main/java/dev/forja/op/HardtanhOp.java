package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = min(max(x, least), most)}. Unlike {@link ClampOp}, it passes no gradient where x lies
 * on a bound. Equivalent to {@code F.hardtanh}. Immutable.
 */
public record HardtanhOp(float least, float most) implements Op {
  /** Checks the bounds. */
  public HardtanhOp {
    if (!(least <= most)) {
      throw new IllegalArgumentException(
          "hardtanh: bounds %s and %s: expected the lower one first".formatted(least, most));
    }
  }

  @Override
  public String name() {
    return "hardtanh";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    return inputs[0].alone();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    return OpResult.of(ClampOp.clamp(x, least, most, allocator)).saving(x);
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
    NdArray x = saved.array(0);
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray dx = allocator.floats(x.shape());
    for (int i = 0; i < dx.count(); i++) {
      float value = x.floats()[x.offset() + i];
      boolean inside = value > least && value < most;
      dx.floats()[dx.offset() + i] = inside ? dy.floats()[dy.offset() + i] : 0f;
    }
    return GradShapes.of(dx);
  }
}
