package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The p-norm over some dimensions, or over all if none is given: {@code (sum of |x|^p)^(1/p)}; for
 * infinite p the largest magnitude, for p = minus infinity the smallest, for p = 0 the number of
 * nonzero elements. Computed in double. Gradients at zeros and ties are those of PyTorch: zero
 * where the norm is zero, shared among equal magnitudes.
 *
 * <p>Immutable.
 */
public record NormOp(double p, boolean keepDim, Ints dims) implements Op {
  /** Creates the op from an array, which is copied. */
  public NormOp(double p, boolean keepDim, int... dims) {
    this(p, keepDim, Ints.of(dims));
  }

  @Override
  public String name() {
    return "norm";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    boolean[] reduced = Checks.dims(this, dims, inputs[0]);
    if (Double.isNaN(p)) {
      throw new IllegalArgumentException("norm: p is NaN, expected a number");
    }
    if ((Double.isInfinite(p) || p < 0) && Reduce.count(inputs[0].sizes(), reduced) == 0) {
      throw new IllegalArgumentException(
          "norm: %s has no elements to choose from, for p = %s".formatted(inputs[0].show(), p));
    }
    return TensorType.owningFloats(Reduce.shape(inputs[0].sizes(), reduced, keepDim)).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 2L * inputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    boolean[] reduced = Checks.dims(this, dims, TensorType.of(inputs[0]));
    NdArray x = Reduce.reducedLast(inputs[0], reduced, allocator);
    NdArray y = allocator.floats(Reduce.shape(inputs[0].shape(), reduced, keepDim));
    int across = Reduce.count(inputs[0].shape(), reduced);
    for (int r = 0; r < y.count(); r++) {
      y.floats()[y.offset() + r] = (float) norm(x.floats(), x.offset() + r * across, across);
    }
    return OpResult.of(y).saving(x, y);
  }

  private double norm(float[] x, int from, int n) {
    double gathered = p == Double.NEGATIVE_INFINITY ? p * -1 : 0;
    for (int i = from; i < from + n; i++) {
      double size = Math.abs((double) x[i]);
      if (Double.isInfinite(p)) {
        gathered = p > 0 ? Math.max(gathered, size) : Math.min(gathered, size);
      } else {
        gathered += power(size);
      }
    }
    if (p == 2) {
      return Math.sqrt(gathered);
    }
    return Double.isInfinite(p) || p == 1 || p == 0 ? gathered : StrictMath.pow(gathered, 1 / p);
  }

  private double power(double size) {
    if (p == 0) {
      return size == 0 ? 0 : 1;
    }
    if (p == 1) {
      return size;
    }
    return p == 2 ? size * size : StrictMath.pow(size, p);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    TensorType type = context.inputType(0);
    boolean[] reduced = Checks.dims(this, dims, type);
    int[] kept = Reduce.shape(type.sizes(), reduced, true);
    Term<V> x = Term.input(context, 0, Reduce.back(context.saved().array(0), reduced));
    Term<V> dy = Term.gradOutput(context).reshape(kept);
    if (p == 0) {
      return Term.only(Term.zeros(context, type.sizes()));
    }
    if (Double.isInfinite(p)) {
      return Term.only(Reduce.linear(this, context, reduced));
    }
    Op size = new UnaryOp(UnaryKind.ABS);
    if (p == 1) {
      return Term.only(dy.expand(type.sizes()).then(new SlopeOp(size), x));
    }
    Term<V> y = Term.output(context, 0, 1).reshape(kept);
    Term<V> zero = y.is(Comparison.EQ, 0);
    if (p == 2) {
      return Term.only(dy.times(x.over(y).zeroWhere(zero)));
    }
    Term<V> power = x.then(size).then(new PowScalarOp((float) (p - 1)));
    Term<V> signed = power.then(new SlopeOp(size), x);
    if (p < 2) {
      signed = signed.zeroWhere(x.is(Comparison.EQ, 0));
    }
    Term<V> scale = dy.over(y.then(new PowScalarOp((float) (p - 1)))).zeroWhere(zero);
    return Term.only(signed.times(scale));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    boolean[] reduced = Checks.dims(this, dims, saved.input(0));
    NdArray x = saved.array(0);
    NdArray y = saved.array(1);
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray dx = allocator.floats(x.shape());
    int across = Reduce.count(saved.sizes(0), reduced);
    for (int r = 0; r < dy.count(); r++) {
      float norm = y.floats()[y.offset() + r];
      int from = r * across;
      double grad = dy.floats()[dy.offset() + r];
      if (Double.isInfinite(p)) {
        grad /= equal(x.floats(), x.offset() + from, across, norm);
      }
      for (int i = from; i < from + across; i++) {
        float value = x.floats()[x.offset() + i];
        dx.floats()[dx.offset() + i] = (float) (grad * slope(value, norm));
      }
    }
    return GradShapes.of(Reduce.back(dx, reduced));
  }

  private static int equal(float[] x, int from, int n, float norm) {
    int equal = 0;
    for (int i = from; i < from + n; i++) {
      equal += Float.compare(Math.abs(x[i]), norm) == 0 ? 1 : 0;
    }
    return equal;
  }

  /** The derivative of the norm; for infinite p, multiplied by the number of equal magnitudes. */
  private double slope(float x, float norm) {
    double sign = Float.isNaN(x) ? 0 : Math.signum(x);
    if (p == 1) {
      return sign;
    }
    if (p == 0) {
      return 0;
    }
    if (Double.isInfinite(p)) {
      return Float.compare(Math.abs(x), norm) == 0 ? sign : 0;
    }
    if (norm == 0 || (x == 0 && p < 2)) {
      return 0;
    }
    double ratio = x / (double) norm;
    return p == 2 ? ratio : Math.signum(ratio) * StrictMath.pow(Math.abs(ratio), p - 1);
  }
}
