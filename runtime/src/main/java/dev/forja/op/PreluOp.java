package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x} where x is above 0, otherwise {@code w x}. The weight is [1], or [c] with one slope
 * for each place of x's second dimension (its only one, if it has one). Equivalent to {@code
 * F.prelu}.
 *
 * <p>Immutable.
 */
public record PreluOp() implements Op {
  @Override
  public String name() {
    return "prelu";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 2);
    int[] shape = inputs[0].sizes();
    int channels = shape.length == 0 ? 1 : shape[channelDim(shape)];
    if (inputs[1].rank() > 1 || (inputs[1].count() != 1 && inputs[1].count() != channels)) {
      throw new IllegalArgumentException(
          "prelu: input %s, weight %s: expected a weight [1] or [%d]"
              .formatted(inputs[0].show(), inputs[1].show(), channels));
    }
    return inputs[0].alone();
  }

  private static int channelDim(int[] shape) {
    return shape.length == 1 ? 0 : 1;
  }

  /** The number of consecutive elements that share a slope. */
  private static int run(int[] shape, int slopes) {
    int run = 1;
    for (int d = shape.length - 1; slopes > 1 && d > channelDim(shape); d--) {
      run *= shape[d];
    }
    return run;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray x = inputs[0].contiguous(allocator);
    NdArray w = inputs[1].contiguous(allocator);
    NdArray y = allocator.floats(x.shape());
    int run = run(x.shape(), w.count());
    for (int i = 0; i < y.count(); i++) {
      float value = x.floats()[x.offset() + i];
      float slope = w.floats()[w.offset() + i / run % w.count()];
      y.floats()[y.offset() + i] = value > 0 ? value : value * slope;
    }
    return OpResult.of(y).saving(x, w);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> x = Term.input(context, 0, 0);
    Term<V> dy = Term.gradOutput(context);
    TensorType weight = context.inputType(1);
    int[] shape = new int[x.shape().length];
    Arrays.fill(shape, 1);
    if (weight.count() > 1) {
      shape[channelDim(shape)] = weight.count();
    }
    Term<V> above = x.is(Comparison.GT, 0);
    Term<V> dx = above.choose(dy, dy.times(Term.input(context, 1, 1).reshape(shape)));
    Term<V> dw = dy.times(x).zeroWhere(above);
    dw = weight.count() > 1 ? dw.sumBut(channelDim(shape)) : dw.then(new SumOp(false));
    return Term.all(dx, dw.reshape(weight.sizes()));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    NdArray x = saved.array(0);
    NdArray w = saved.array(1);
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray dx = allocator.floats(x.shape());
    double[] slopes = new double[w.count()];
    int run = run(x.shape(), slopes.length);
    for (int i = 0; i < dx.count(); i++) {
      float value = x.floats()[x.offset() + i];
      float grad = dy.floats()[dy.offset() + i];
      int place = i / run % slopes.length;
      boolean above = value > 0;
      dx.floats()[dx.offset() + i] = above ? grad : grad * w.floats()[w.offset() + place];
      slopes[place] += above ? 0 : (double) grad * value;
    }
    NdArray dw = allocator.floats(saved.sizes(1));
    for (int i = 0; i < slopes.length; i++) {
      dw.floats()[dw.offset() + i] = (float) slopes[i];
    }
    return GradShapes.of(dx, dw);
  }
}
