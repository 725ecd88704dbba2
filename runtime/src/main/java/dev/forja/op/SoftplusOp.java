package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = log(1 + e^(beta x)) / beta}, or x itself where {@code beta x} is above the threshold.
 * Equivalent to {@code F.softplus}. Immutable.
 */
public record SoftplusOp(double beta, double threshold) implements Op {
  @Override
  public String name() {
    return "softplus";
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
      double scaled = value * beta;
      y.floats()[y.offset() + i] =
          scaled > threshold ? value : (float) (StrictMath.log1p(StrictMath.exp(scaled)) / beta);
    }
    return OpResult.of(y).saving(x);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> x = Term.input(context, 0, 0);
    Term<V> dy = Term.gradOutput(context);
    Term<V> scaled = x.times(beta);
    return Term.only(scaled.is(Comparison.GT, threshold).choose(dy, dy.times(scaled.sigmoid())));
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
      double scaled = x.floats()[x.offset() + i] * beta;
      double slope = scaled > threshold ? 1 : 1 / (1 + StrictMath.exp(-scaled));
      dx.floats()[dx.offset() + i] = (float) (dy.floats()[dy.offset() + i] * slope);
    }
    return GradShapes.of(dx);
  }
}
