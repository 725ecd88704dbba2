package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The product over some dimensions, or over all if none is given; the product of no elements is 1.
 * Float32, or int64 without a gradient. The gradient of an element is the product of all others, so
 * it is correct even if elements are zero.
 *
 * <p>Immutable.
 */
public record ProdOp(boolean keepDim, Ints dims) implements Op {
  /** Creates the op from an array, which is copied. */
  public ProdOp(boolean keepDim, int... dims) {
    this(keepDim, Ints.of(dims));
  }

  @Override
  public String name() {
    return "prod";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    Checks.dtype(this, "the input", inputs[0], DType.F32, DType.I64);
    boolean[] reduced = Checks.dims(this, dims, inputs[0]);
    int[] shape = Reduce.shape(inputs[0].sizes(), reduced, keepDim);
    return TensorType.owning(inputs[0].dtype(), shape).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return inputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    boolean[] reduced = Checks.dims(this, dims, TensorType.of(inputs[0]));
    NdArray x = Reduce.reducedLast(inputs[0], reduced, allocator);
    NdArray y = allocator.empty(x.dtype(), Reduce.shape(inputs[0].shape(), reduced, keepDim));
    int across = Reduce.count(inputs[0].shape(), reduced);
    for (int r = 0; r < y.count(); r++) {
      int from = x.offset() + r * across;
      if (x.dtype() == DType.I64) {
        y.storage().longs()[y.offset() + r] = product(x.storage().longs(), from, across);
      } else {
        y.floats()[y.offset() + r] = product(x.floats(), from, across);
      }
    }
    return OpResult.of(y).saving(x);
  }

  private static long product(long[] x, int from, int n) {
    long product = 1;
    for (int i = 0; i < n; i++) {
      product *= x[from + i];
    }
    return product;
  }

  private static float product(float[] x, int from, int n) {
    double product = 1;
    for (int i = 0; i < n; i++) {
      product *= x[from + i];
    }
    return (float) product;
  }

  /**
   * The number of zeros. With two zeros, all gradients are zero, even if there is a NaN, as in
   * PyTorch.
   */
  private static int zeros(float[] x, int from, int n) {
    int zeros = 0;
    for (int i = 0; i < n; i++) {
      zeros += x[from + i] == 0 ? 1 : 0;
    }
    return zeros;
  }

  /** The product of all others: that of the elements before, times that of the elements behind. */
  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    TensorType type = context.inputType(0);
    boolean[] reduced = Checks.dims(this, dims, type);
    Term<V> x =
        Reduce.rows(
            Term.input(context, 0, Reduce.back(context.saved().array(0), reduced)), reduced);
    int across = x.shape()[1];
    Term<V> before = x.then(new PadOp(1, new int[] {1, -1}));
    Term<V> behind = x.then(new PadOp(1, new int[] {-1, 1}));
    for (int step = 1; step < across; step *= 2) {
      before = before.times(before.then(new PadOp(1, new int[] {step, -step})));
      behind = behind.times(behind.then(new PadOp(1, new int[] {-step, step})));
    }
    Term<V> dy = Term.gradOutput(context).reshape(x.shape()[0], 1);
    return Term.only(Reduce.fromRows(dy.times(before).times(behind), type.sizes(), reduced));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    boolean[] reduced = Checks.dims(this, dims, saved.input(0));
    NdArray x = saved.array(0);
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray dx = allocator.floats(x.shape());
    int across = Reduce.count(saved.sizes(0), reduced);
    double[] before = new double[across];
    for (int r = 0; r < dy.count(); r++) {
      int from = x.offset() + r * across;
      if (dims.size() == 0 && zeros(x.floats(), from, across) > 1) {
        Arrays.fill(dx.floats(), dx.offset() + r * across, dx.offset() + (r + 1) * across, 0f);
        continue;
      }
      double product = dy.floats()[dy.offset() + r];
      for (int i = 0; i < across; i++) {
        before[i] = product;
        product *= x.floats()[from + i];
      }
      double behind = 1;
      for (int i = across - 1; i >= 0; i--) {
        dx.floats()[dx.offset() + r * across + i] = (float) (before[i] * behind);
        behind *= x.floats()[from + i];
      }
    }
    return GradShapes.of(Reduce.back(dx, reduced));
  }
}
