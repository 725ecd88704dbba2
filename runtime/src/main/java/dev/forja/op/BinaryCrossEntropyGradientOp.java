package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of the probabilities of {@link BinaryCrossEntropyOp}, {@code g (x - t) / (x (1 -
 * x))}, as an op. Inputs: g, x and t of the same shape. The divisor is at least 1e-12; its own
 * gradients add 1e-12 to x and to 1 - x instead, as in PyTorch.
 *
 * <p>Immutable.
 */
record BinaryCrossEntropyGradientOp() implements Op {
  private static final double EPS = 1e-12;

  @Override
  public String name() {
    return "binary_cross_entropy_gradient";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 3);
    for (TensorType input : inputs) {
      if (!input.equals(inputs[0])) {
        throw new IllegalArgumentException(
            "%s: inputs %s and %s: expected equal shapes"
                .formatted(name(), inputs[0].show(), input.show()));
      }
    }
    return inputs[0].alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 5L * outputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray g = inputs[0].contiguous(allocator);
    NdArray x = inputs[1].contiguous(allocator);
    NdArray t = inputs[2].contiguous(allocator);
    NdArray y = allocator.floats(x.shape());
    for (int i = 0; i < y.count(); i++) {
      double p = x.floats()[x.offset() + i];
      double distance = p - t.floats()[t.offset() + i];
      y.floats()[y.offset() + i] =
          (float) (g.floats()[g.offset() + i] * distance / Math.max((1 - p) * p, EPS));
    }
    return OpResult.of(y).saving(g, x, t);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray g = saved.array(0);
    NdArray x = saved.array(1);
    NdArray t = saved.array(2);
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    @Nullable NdArray[] grads = new @Nullable NdArray[3];
    for (int k = 0; k < 3; k++) {
      if (needed[k]) {
        NdArray grad = allocator.floats(x.shape());
        for (int i = 0; i < grad.count(); i++) {
          double p = x.floats()[x.offset() + i];
          double target = t.floats()[t.offset() + i];
          double factor = g.floats()[g.offset() + i];
          double spread = (p + EPS) * (1 - p + EPS);
          double slope =
              switch (k) {
                case 0 -> (p - target) / spread;
                case 1 -> factor * (p * p - 2 * p * target + target) / (spread * spread);
                default -> -factor / Math.max((1 - p) * p, EPS);
              };
          grad.floats()[grad.offset() + i] = (float) (dy.floats()[dy.offset() + i] * slope);
        }
        grads[k] = grad;
      }
    }
    return grads;
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> g = Term.input(context, 0, 0);
    Term<V> x = Term.input(context, 1, 1);
    Term<V> t = Term.input(context, 2, 2);
    Term<V> dy = Term.gradOutput(context);
    Term<V> spread = x.plus(EPS).times(x.from(1).plus(EPS));
    List<@Nullable V> gradients = new ArrayList<>();
    gradients.add(context.needed(0) ? dy.times(x.minus(t).over(spread)).value() : null);
    if (context.needed(1)) {
      Term<V> curve = x.squared().minus(x.times(t).times(2)).plus(t).over(spread).over(spread);
      gradients.add(dy.times(g).times(curve).value());
    } else {
      gradients.add(null);
    }
    Term<V> divisor = x.from(1).times(x).atLeast(EPS);
    gradients.add(context.needed(2) ? dy.times(g).over(divisor).negated().value() : null);
    return gradients;
  }
}
