package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The variance over some dimensions, or over all if none is given, {@code sum of (x - mean)^2 / (n
 * - correction)}, or its root, the standard deviation. Computed in double. A divisor that is not
 * positive counts as 0. Equivalent to {@code torch.var}, {@code torch.std}.
 *
 * <p>Immutable.
 */
public record VarianceOp(boolean root, double correction, boolean keepDim, Ints dims)
    implements Op {
  /** Creates the op from an array, which is copied. */
  public VarianceOp(boolean root, double correction, boolean keepDim, int... dims) {
    this(root, correction, keepDim, Ints.of(dims));
  }

  @Override
  public String name() {
    return root ? "std" : "var";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 1);
    boolean[] reduced = Checks.dims(this, dims, inputs[0]);
    return TensorType.owningFloats(Reduce.shape(inputs[0].sizes(), reduced, keepDim)).alone();
  }

  private double divisor(int n) {
    return Math.max(0, n - correction);
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
    int across = Reduce.count(inputs[0].shape(), reduced);
    for (int r = 0; r < y.count(); r++) {
      int from = x.offset() + r * across;
      double mean = mean(x.floats(), from, across);
      double sum = 0;
      for (int i = 0; i < across; i++) {
        double distance = x.floats()[from + i] - mean;
        sum += distance * distance;
      }
      double variance = sum / divisor(across);
      y.floats()[y.offset() + r] = (float) (root ? Math.sqrt(variance) : variance);
    }
    return OpResult.of(y).saving(x, y);
  }

  private static double mean(float[] x, int from, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += x[from + i];
    }
    return sum / n;
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    TensorType type = context.inputType(0);
    boolean[] reduced = Checks.dims(this, dims, type);
    int[] kept = Reduce.shape(type.sizes(), reduced, true);
    Term<V> x = Term.input(context, 0, Reduce.back(context.saved().array(0), reduced));
    Term<V> scale = Term.gradOutput(context).reshape(kept);
    if (root) {
      Term<V> y = Term.output(context, 0, 1).reshape(kept);
      scale = scale.over(y.times(2)).zeroWhere(y.is(Comparison.EQ, 0));
    }
    Term<V> mean = x.then(new MeanOp(true, dims));
    double factor = 2 / divisor(Reduce.count(type.sizes(), reduced));
    return Term.only(x.minus(mean).times(scale.times(factor)));
  }

  /**
   * The derivative of the variance is {@code 2 (x - mean) / divisor}; that of the root is this
   * divided by twice the root.
   */
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
      int from = r * across;
      double scale = scale(dy.floats()[dy.offset() + r], y.floats()[y.offset() + r], across);
      double mean = mean(x.floats(), x.offset() + from, across);
      for (int i = from; i < from + across; i++) {
        double distance = x.floats()[x.offset() + i] - mean;
        dx.floats()[dx.offset() + i] = (float) (distance * scale);
      }
    }
    return GradShapes.of(Reduce.back(dx, reduced));
  }

  private double scale(float dy, float y, int n) {
    if (root && y == 0) {
      return 0;
    }
    return 2 * dy / divisor(n) / (root ? 2 * y : 1);
  }
}
