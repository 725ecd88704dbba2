package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code -(t log x + (1 - t) log(1 - x))} for probabilities x and targets t of the same shape, with
 * logarithms clamped to at least -100. Equivalent to {@code F.binary_cross_entropy}, without its
 * weight and reduction arguments.
 *
 * <p>Immutable.
 */
public record BinaryCrossEntropyOp() implements Op {
  private static final double LEAST_LOG = -100;

  /** The lower bound of the divisor of the gradient. */
  private static final double LEAST_SPREAD = 1e-12;

  @Override
  public String name() {
    return "binary_cross_entropy";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 2);
    if (!Arrays.equals(inputs[0].sizes(), inputs[1].sizes())) {
      throw new IllegalArgumentException(
          "binary_cross_entropy: input %s, target %s: expected equal shapes"
              .formatted(inputs[0].show(), inputs[1].show()));
    }
    return inputs[0].alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 7L * outputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray t = inputs[1].contiguous(allocator);
    NdArray y = allocator.floats(x.shape());
    for (int i = 0; i < y.count(); i++) {
      double p = probability(x, i);
      double target = t.floats()[t.offset() + i];
      double yes = Math.max(StrictMath.log(p), LEAST_LOG);
      double no = Math.max(StrictMath.log1p(-p), LEAST_LOG);
      y.floats()[y.offset() + i] = (float) ((target - 1) * no - target * yes);
    }
    return OpResult.of(y).saving(x, t);
  }

  private static double probability(NdArray x, int i) {
    float p = x.floats()[x.offset() + i];
    if (p < 0 || p > 1) {
      throw new IllegalArgumentException(
          ("binary_cross_entropy: the input is %s at position %d, expected 0 to 1: apply a sigmoid"
                  + " to scores, or use binaryCrossEntropyWithLogits")
              .formatted(p, i));
    }
    return p;
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> p = Term.input(context, 0, 0);
    Term<V> t = Term.input(context, 1, 1);
    Term<V> dy = Term.gradOutput(context);
    Term<V> dp = null;
    Term<V> dt = null;
    if (context.needed(0)) {
      dp = dy.then(new BinaryCrossEntropyGradientOp(), p, t);
    }
    if (context.needed(1)) {
      Term<V> no = p.from(1).log().atLeast(LEAST_LOG);
      dt = dy.times(no.minus(p.log().atLeast(LEAST_LOG)));
    }
    return Term.all(dp, dt);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray x = saved.array(0);
    NdArray t = saved.array(1);
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray dx = needed[0] ? allocator.floats(x.shape()) : null;
    NdArray dt = needed[1] ? allocator.floats(x.shape()) : null;
    for (int i = 0; i < x.count(); i++) {
      double p = x.floats()[x.offset() + i];
      float grad = dy.floats()[dy.offset() + i];
      if (dx != null) {
        double spread = Math.max((1 - p) * p, LEAST_SPREAD);
        double distance = p - t.floats()[t.offset() + i];
        dx.floats()[dx.offset() + i] = (float) (grad * distance / spread);
      }
      if (dt != null) {
        double odds =
            Math.max(StrictMath.log1p(-p), LEAST_LOG) - Math.max(StrictMath.log(p), LEAST_LOG);
        dt.floats()[dt.offset() + i] = (float) (grad * odds);
      }
    }
    return GradShapes.of(dx, dt);
  }
}
