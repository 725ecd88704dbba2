package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.Kernels;
import java.util.Arrays;

/**
 * The common parts of the ops that normalise rows. Weight and bias are dense, with a row for each
 * of {@code period} rows of x.
 *
 * @param centered whether the mean is subtracted
 * @param eps added to the variance
 * @param rows the number of rows
 * @param cols the length of a row
 * @param period the number of rows after which weight and bias repeat
 */
record RowNorm(boolean centered, float eps, int rows, int cols, int period) {
  /** {@code (x - mean) / sqrt(variance + eps)} over some dimensions, as ops. */
  static <V> Term<V> normalized(Term<V> x, boolean centered, double eps, int... dims) {
    Term<V> distance = centered ? x.minus(x.mean(dims)) : x;
    Term<V> variance = distance.squared().mean(dims);
    return distance.times(variance.plus(eps).then(new UnaryOp(UnaryKind.RSQRT)));
  }

  /** A constant weight or bias, for inputs that are omitted. */
  NdArray constant(float value, Allocator allocator) {
    NdArray array = allocator.floats(period * cols);
    Arrays.fill(array.floats(), array.offset(), array.offset() + array.count(), value);
    return array;
  }

  /** Computes the normalised x; saves x, the weight and the statistics. */
  OpResult forward(NdArray x, NdArray weight, NdArray bias, Allocator allocator) {
    NdArray y = allocator.floats(x.shape());
    NdArray stats = allocator.floats(rows, 2);
    Kernels.get()
        .rowNorm()
        .normalize(
            centered,
            eps,
            x.floats(),
            x.offset(),
            weight.floats(),
            weight.offset(),
            bias.floats(),
            bias.offset(),
            period,
            y.floats(),
            y.offset(),
            stats.floats(),
            stats.offset(),
            rows,
            cols);
    return OpResult.of(y).saving(x, weight, stats);
  }

  NdArray inputGradient(SavedForBackward saved, NdArray dy, Allocator allocator) {
    NdArray x = saved.array(0);
    NdArray weight = saved.array(1);
    NdArray stats = saved.array(2);
    NdArray dx = allocator.floats(x.shape());
    Kernels.get()
        .rowNorm()
        .inputGrad(
            centered,
            x.floats(),
            x.offset(),
            weight.floats(),
            weight.offset(),
            period,
            stats.floats(),
            stats.offset(),
            dy.floats(),
            dy.offset(),
            dx.floats(),
            dx.offset(),
            rows,
            cols);
    return dx;
  }

  /** The gradient of the weight, [period * cols]. */
  NdArray weightGradient(SavedForBackward saved, NdArray dy, Allocator allocator) {
    NdArray x = saved.array(0);
    NdArray stats = saved.array(2);
    NdArray dw = allocator.zeros(period * cols);
    Kernels.get()
        .rowNorm()
        .addWeightGrad(
            x.floats(),
            x.offset(),
            period,
            stats.floats(),
            stats.offset(),
            dy.floats(),
            dy.offset(),
            dw.floats(),
            dw.offset(),
            rows,
            cols);
    return dw;
  }

  /** The gradient of the bias, [period * cols]. */
  NdArray biasGradient(NdArray dy, Allocator allocator) {
    NdArray db = allocator.zeros(period * cols);
    Kernels.get()
        .reduction()
        .addColumnSums(
            dy.floats(), dy.offset(), rows / period, db.count(), db.floats(), db.offset());
    return db;
  }
}
