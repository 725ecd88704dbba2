package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Binary cross entropy of scores x and targets t of the same shape, with w, the optional weight of
 * positive targets, which broadcasts: {@code (1 - t) x + (1 + (w - 1) t) log(1 + e^-x)}, computed
 * so that nothing overflows. Equivalent to {@code F.binary_cross_entropy_with_logits}, without its
 * weight and reduction arguments.
 *
 * <p>Immutable.
 */
public record BinaryCrossEntropyWithLogitsOp() implements Op {
  @Override
  public String name() {
    return "binary_cross_entropy_with_logits";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 2, 3);
    Checks.floats(this, inputs, inputs.length);
    int[] shape = inputs[0].sizes();
    if (!Arrays.equals(shape, inputs[1].sizes())) {
      throw new IllegalArgumentException(
          "%s: input %s, target %s: expected equal shapes"
              .formatted(name(), inputs[0].show(), inputs[1].show()));
    }
    if (inputs.length == 3
        && (!Shapes.broadcasts(shape, inputs[2].sizes())
            || !Arrays.equals(Shapes.broadcast(name(), shape, inputs[2].sizes()), shape))) {
      throw new IllegalArgumentException(
          "%s: input %s, positive weight %s: the weight does not broadcast to the input"
              .formatted(name(), inputs[0].show(), inputs[2].show()));
    }
    return inputs[0].alone();
  }

  /** {@code log(1 + e^-x)}. */
  private static double softplusOfMinus(double x) {
    return StrictMath.log1p(StrictMath.exp(-Math.abs(x))) + Math.max(-x, 0);
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 7L * outputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray t = inputs[1].contiguous(allocator);
    NdArray w = inputs.length == 3 ? inputs[2].expand(x.shape()).contiguous(allocator) : null;
    NdArray y = allocator.floats(x.shape());
    for (int i = 0; i < y.count(); i++) {
      double score = x.floats()[x.offset() + i];
      double target = t.floats()[t.offset() + i];
      double loss = (1 - target) * score + share(w, target, i) * softplusOfMinus(score);
      y.floats()[y.offset() + i] = (float) loss;
    }
    return w == null ? OpResult.of(y).saving(x, t) : OpResult.of(y).saving(x, t, inputs[2]);
  }

  private static double share(@Nullable NdArray w, double target, int i) {
    return w == null ? 1 : 1 + (w.floats()[w.offset() + i] - 1.0) * target;
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    boolean weighted = context.saved().count() == 3;
    Term<V> x = Term.input(context, 0, 0);
    Term<V> t = Term.input(context, 1, 1);
    Term<V> dy = Term.gradOutput(context);
    Term<V> minus = x.negated();
    Term<V> loss = minus.then(new SoftplusOp(1, 40));
    if (!weighted) {
      return Term.all(dy.times(x.sigmoid().minus(t)), dy.times(minus));
    }
    Term<V> w = Term.input(context, 2, 2);
    Term<V> share = w.plus(-1).times(t).plus(1);
    return Term.all(
        context.needed(0) ? dy.times(t.from(1).minus(share.times(minus.sigmoid()))) : null,
        context.needed(1) ? dy.times(w.plus(-1).times(loss).plus(minus)) : null,
        context.needed(2) ? dy.times(t.times(loss)).reducedTo(2) : null);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray x = saved.array(0);
    NdArray t = saved.array(1);
    NdArray w = needed.length == 3 ? saved.array(2).expand(x.shape()).contiguous(allocator) : null;
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    @Nullable NdArray[] grads = new @Nullable NdArray[needed.length];
    for (int g = 0; g < needed.length; g++) {
      if (needed[g]) {
        NdArray grad = allocator.floats(x.shape());
        for (int i = 0; i < grad.count(); i++) {
          double score = x.floats()[x.offset() + i];
          double target = t.floats()[t.offset() + i];
          double slope =
              switch (g) {
                case 0 -> (1 - target) - share(w, target, i) / (1 + StrictMath.exp(score));
                case 1 ->
                    w == null ? -score : (share(w, 1, i) - 1) * softplusOfMinus(score) - score;
                default -> target * softplusOfMinus(score);
              };
          grad.floats()[grad.offset() + i] = (float) (dy.floats()[dy.offset() + i] * slope);
        }
        grads[g] = Broadcast.reduce(grad, saved.sizes(g), allocator);
      }
    }
    return grads;
  }
}
