package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x} where x is above 0, otherwise {@code alpha (e^x - 1)}. Equivalent to {@code F.elu}.
 * Immutable.
 */
public record EluOp(double alpha) implements Op {
  @Override
  public String name() {
    return "elu";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    return inputs[0].alone();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray y = allocator.floats(x.shape());
    for (int i = 0; i < y.count(); i++) {
      float value = x.floats()[x.offset() + i];
      y.floats()[y.offset() + i] = value > 0 ? value : (float) (alpha * StrictMath.expm1(value));
    }
    return OpResult.of(y).saving(x);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> x = Term.input(context, 0, 0);
    Term<V> dy = Term.gradOutput(context);
    Term<V> below = dy.times(x.atMostZero().exp().times(alpha));
    return Term.only(x.is(Comparison.LE, 0).choose(below, dy));
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
      float grad = dy.floats()[dy.offset() + i];
      dx.floats()[dx.offset() + i] =
          value <= 0 ? (float) (grad * alpha * StrictMath.exp(value)) : grad;
    }
    return GradShapes.of(dx);
  }
}
