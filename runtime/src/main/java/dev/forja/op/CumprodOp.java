package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cumulative products along a dimension: {@code y[i] = x[0] .. x[i]}. The gradient is correct
 * even if elements are zero. Float32, multiplied in double, or int64 without a gradient. Equivalent
 * to {@code torch.cumprod}. Immutable.
 */
public record CumprodOp(int dim) implements Op {
  @Override
  public String name() {
    return "cumprod";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    Checks.dtype(this, "the input", inputs[0], DType.F32, DType.I64);
    Checks.dim(this, dim, inputs[0]);
    return inputs[0].alone();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    int at = Checks.dim(this, dim, TensorType.of(inputs[0]));
    NdArray x = LastDim.dense(inputs[0], at, allocator);
    NdArray y = allocator.empty(x.dtype(), x.shape());
    int columns = LastDim.columns(x);
    double product = 1;
    long whole = 1;
    for (int i = 0; i < x.count(); i++) {
      boolean first = i % columns == 0;
      if (x.dtype() == DType.I64) {
        whole = (first ? 1 : whole) * x.storage().longs()[x.offset() + i];
        y.storage().longs()[y.offset() + i] = whole;
      } else {
        product = (first ? 1 : product) * x.floats()[x.offset() + i];
        y.floats()[y.offset() + i] = (float) product;
      }
    }
    return OpResult.of(LastDim.back(y, at)).saving(LastDim.back(x, at));
  }

  /**
   * The gradient of x[i] is the product of all before it, times {@code s[i] = dy[i] + x[i+1]
   * s[i+1]}.
   */
  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    int at = Checks.dim(this, dim, saved.input(0));
    NdArray x = LastDim.dense(saved.array(0), at, allocator);
    NdArray dy = LastDim.dense(GradShapes.only(gradOutputs), at, allocator);
    NdArray dx = allocator.floats(x.shape());
    int columns = LastDim.columns(x);
    double[] before = new double[columns];
    for (int r = 0; r < LastDim.rows(x); r++) {
      int from = x.offset() + r * columns;
      double product = 1;
      for (int i = 0; i < columns; i++) {
        before[i] = product;
        product *= x.floats()[from + i];
      }
      double behind = 0;
      for (int i = columns - 1; i >= 0; i--) {
        double next = i + 1 < columns ? x.floats()[from + i + 1] * behind : 0;
        behind = dy.floats()[dy.offset() + r * columns + i] + next;
        dx.floats()[dx.offset() + r * columns + i] = (float) (before[i] * behind);
      }
    }
    return GradShapes.of(LastDim.back(dx, at));
  }

  /**
   * The gradient of x[i] is the sum over all k from i on of dy[k] times the product of all x to k
   * without x[i]. These products are cumulative ones of rows with 1 in the place of x[i].
   */
  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Steps<V> by = new Steps<>(context);
    V dy = context.gradOutput();
    if (by.sizes(dy).length == 0) {
      return Collections.singletonList(dy);
    }
    int at = Checks.dim(this, dim, context.inputType(0));
    V x = context.input(0, 0);
    int last = by.sizes(dy).length;
    V rows = RowsOfAll.expand(by, x, at);
    V one = by.filled(rows, 1);
    V itself = RowsOfAll.mask(by, one, 0, 0);
    V products = by.run(new CumprodOp(last), by.run(new WhereOp(), List.of(itself, one, rows)));
    V behind = RowsOfAll.mask(by, one, 0, Integer.MAX_VALUE);
    V used = by.run(new WhereOp(), List.of(behind, products, by.filled(products, 0)));
    V sums = by.run(new SumOp(false, last), by.mul(used, RowsOfAll.expand(by, dy, at)));
    return Collections.singletonList(RowsOfAll.back(by, sums, at));
  }
}
