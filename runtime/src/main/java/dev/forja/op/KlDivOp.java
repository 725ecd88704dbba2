package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code t (log t - x)} for logarithms of probabilities x and probabilities t, which broadcast; 0
 * where t is 0. With {@code logTarget}, the target holds logarithms too. Equivalent to {@code
 * F.kl_div} of PyTorch, without its reduction argument.
 *
 * <p>Immutable.
 */
public record KlDivOp(boolean logTarget) implements Op {
  @Override
  public String name() {
    return "kl_div";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 2);
    return TensorType.owningFloats(Shapes.broadcast(name(), inputs[0].sizes(), inputs[1].sizes()))
        .alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 4L * outputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    int[] shape = Shapes.broadcast(name(), inputs[0].shape(), inputs[1].shape());
    NdArray x = inputs[0].expand(shape).contiguous(allocator);
    NdArray t = inputs[1].expand(shape).contiguous(allocator);
    NdArray y = allocator.floats(shape);
    for (int i = 0; i < y.count(); i++) {
      double input = x.floats()[x.offset() + i];
      double target = t.floats()[t.offset() + i];
      double entropy = target == 0 ? 0 : target * StrictMath.log(target);
      double loss =
          logTarget ? StrictMath.exp(target) * (target - input) : entropy - target * input;
      y.floats()[y.offset() + i] = (float) loss;
    }
    return OpResult.of(y).saving(inputs);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> x = Term.input(context, 0, 0);
    Term<V> t = Term.input(context, 1, 1);
    Term<V> dy = Term.gradOutput(context);
    Term<V> weight = logTarget ? t.exp() : t;
    Term<V> slope = logTarget ? weight.times(t.minus(x).plus(1)) : t.log().plus(1).minus(x);
    return Term.all(
        context.needed(0) ? dy.times(weight).negated().reducedTo(0) : null,
        context.needed(1) ? dy.times(slope).reducedTo(1) : null);
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray x = saved.array(0).expand(dy.shape()).contiguous(allocator);
    NdArray t = saved.array(1).expand(dy.shape()).contiguous(allocator);
    @Nullable NdArray[] grads = new @Nullable NdArray[2];
    for (int g = 0; g < 2; g++) {
      if (needed[g]) {
        NdArray grad = allocator.floats(x.shape());
        for (int i = 0; i < grad.count(); i++) {
          double target = t.floats()[t.offset() + i];
          double slope = g == 0 ? -weight(target) : slope(x.floats()[x.offset() + i], target);
          grad.floats()[grad.offset() + i] = (float) (dy.floats()[dy.offset() + i] * slope);
        }
        grads[g] = Broadcast.reduce(grad, saved.sizes(g), allocator);
      }
    }
    return grads;
  }

  private double weight(double target) {
    return logTarget ? StrictMath.exp(target) : target;
  }

  /** The derivative with respect to the target. */
  private double slope(double x, double target) {
    return logTarget ? StrictMath.exp(target) * (target - x + 1) : StrictMath.log(target) + 1 - x;
  }
}
