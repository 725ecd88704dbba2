package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.Kernels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = log(sum of e^x)} over some dimensions, or over all if none is given, computed relative
 * to the largest x, so that nothing overflows. For no elements, or for negative infinities, the
 * result is negative infinity.
 *
 * <p>Immutable.
 */
public record LogSumExpOp(boolean keepDim, Ints dims) implements Op {
  /** Creates the op from an array, which is copied. */
  public LogSumExpOp(boolean keepDim, int... dims) {
    this(keepDim, Ints.of(dims));
  }

  @Override
  public String name() {
    return "logsumexp";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    boolean[] reduced = Checks.dims(this, dims, inputs[0]);
    return TensorType.owningFloats(Reduce.shape(inputs[0].sizes(), reduced, keepDim)).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 4L * inputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    boolean[] reduced = Checks.dims(this, dims, TensorType.of(inputs[0]));
    NdArray x = Reduce.reducedLast(inputs[0], reduced, allocator);
    NdArray y = allocator.floats(Reduce.shape(inputs[0].shape(), reduced, keepDim));
    NdArray shifts = allocator.floats(y.count());
    NdArray sums = allocator.floats(y.count());
    int across = Reduce.count(inputs[0].shape(), reduced);
    for (int r = 0; r < y.count(); r++) {
      int from = x.offset() + r * across;
      float max = Kernels.get().reduction().max(x.floats(), from, across);
      // An infinite maximum is replaced by 0, because subtracting it from itself would give NaN.
      float shift = Float.isInfinite(max) ? 0 : max;
      double sum = 0;
      for (int i = 0; i < across; i++) {
        sum += StrictMath.exp(x.floats()[from + i] - shift);
      }
      y.floats()[y.offset() + r] = (float) (shift + StrictMath.log(sum));
      shifts.floats()[shifts.offset() + r] = shift;
      sums.floats()[sums.offset() + r] = (float) sum;
    }
    return OpResult.of(y).saving(x, shifts, sums);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    TensorType type = context.inputType(0);
    boolean[] reduced = Checks.dims(this, dims, type);
    Term<V> x = Term.input(context, 0, Reduce.back(context.saved().array(0), reduced));
    Term<V> shares = Reduce.rows(x, reduced).then(new SoftmaxOp(1));
    Term<V> dy = Term.gradOutput(context);
    Term<V> dx = shares.times(dy.reshape(shares.shape()[0], 1));
    return Term.only(Reduce.fromRows(dx, type.sizes(), reduced));
  }

  /**
   * {@code dx = dy * e^(x - shift) / sum}, not computed from y, because the rounding error of a
   * large y would be magnified.
   */
  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    boolean[] reduced = Checks.dims(this, dims, saved.input(0));
    NdArray x = saved.array(0);
    NdArray shifts = saved.array(1);
    NdArray sums = saved.array(2);
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray dx = allocator.floats(x.shape());
    int across = Reduce.count(saved.sizes(0), reduced);
    for (int i = 0; i < dx.count(); i++) {
      int row = i / across;
      double distance =
          (double) x.floats()[x.offset() + i] - shifts.floats()[shifts.offset() + row];
      double share = StrictMath.exp(distance) / sums.floats()[sums.offset() + row];
      dx.floats()[dx.offset() + i] = (float) (dy.floats()[dy.offset() + row] * share);
    }
    return GradShapes.of(Reduce.back(dx, reduced));
  }
}
