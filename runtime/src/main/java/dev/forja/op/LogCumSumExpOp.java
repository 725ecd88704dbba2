package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The logarithms of the cumulative sums of {@code e^x} along a dimension, exact where those
 * overflow; computed in double. Equivalent to {@code torch.logcumsumexp}. Immutable.
 */
public record LogCumSumExpOp(int dim) implements Op {
  @Override
  public String name() {
    return "logcumsumexp";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    Checks.dim(this, dim, inputs[0]);
    return inputs[0].alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 3L * inputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    int at = Checks.dim(this, dim, TensorType.of(inputs[0]));
    NdArray x = LastDim.dense(inputs[0], at, allocator);
    NdArray y = allocator.floats(x.shape());
    int columns = LastDim.columns(x);
    double sum = 0;
    for (int i = 0; i < x.count(); i++) {
      double next = x.floats()[x.offset() + i];
      sum = i % columns == 0 ? next : PairKind.LOGADDEXP.at(sum, next);
      y.floats()[y.offset() + i] = (float) sum;
    }
    return OpResult.of(LastDim.back(y, at)).saving(LastDim.back(x, at), LastDim.back(y, at));
  }

  /**
   * With {@code t[i] = dy[i] + e^(y[i] - y[i+1]) t[i+1]}, the gradient of x[i] is {@code e^(x[i] -
   * y[i]) t[i]}; no exponent is positive.
   */
  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    int at = Checks.dim(this, dim, saved.input(0));
    NdArray x = LastDim.dense(saved.array(0), at, allocator);
    NdArray y = LastDim.dense(saved.array(1), at, allocator);
    NdArray dy = LastDim.dense(GradShapes.only(gradOutputs), at, allocator);
    NdArray dx = allocator.floats(x.shape());
    int columns = LastDim.columns(x);
    double sum = 0;
    for (int i = x.count() - 1; i >= 0; i--) {
      double value = y.floats()[y.offset() + i];
      double carried =
          i % columns == columns - 1 ? 0 : factor(value, y.floats()[y.offset() + i + 1]) * sum;
      sum = dy.floats()[dy.offset() + i] + carried;
      dx.floats()[dx.offset() + i] = (float) (factor(x.floats()[x.offset() + i], value) * sum);
    }
    return GradShapes.of(LastDim.back(dx, at));
  }

  /** {@code e^(a - b)}; 0 where a is minus infinity. */
  private static double factor(double a, double b) {
    return a == Double.NEGATIVE_INFINITY ? 0 : StrictMath.exp(a - b);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Steps<V> by = new Steps<>(context);
    V dy = context.gradOutput();
    if (by.sizes(dy).length == 0) {
      return Collections.singletonList(dy);
    }
    int at = Checks.dim(this, dim, context.inputType(0));
    int last = by.sizes(dy).length;
    V sums = RowsOfAll.expand(by, context.output(0, 1), at);
    V own = by.swapped(RowsOfAll.expand(by, context.input(0, 0), at), last - 1, last);
    V before = RowsOfAll.mask(by, by.filled(sums, 1), Integer.MIN_VALUE + 1, -1);
    V exponent = by.run(new MaskedFillOp(Double.NEGATIVE_INFINITY), by.sub(own, sums), before);
    V weights = by.unary(UnaryKind.EXP, exponent);
    V product = by.mul(weights, RowsOfAll.expand(by, dy, at));
    return Collections.singletonList(
        RowsOfAll.back(by, by.run(new SumOp(false, last), product), at));
  }
}
