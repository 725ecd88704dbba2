package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.kernel.Kernels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The largest (or smallest) element over some dimensions, or over all if none is given: {@code
 * torch.amax}, {@code amin}. NaN takes precedence. Equal elements share the gradient. Float32, or
 * int64 without a gradient.
 *
 * <p>Immutable.
 */
public record AmaxAminOp(boolean largest, boolean keepDim, Ints dims) implements Op {
  /** Creates the op from an array, which is copied. */
  public AmaxAminOp(boolean largest, boolean keepDim, int... dims) {
    this(largest, keepDim, Ints.of(dims));
  }

  @Override
  public String name() {
    return largest ? "amax" : "amin";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    Checks.dtype(this, "the input", inputs[0], DType.F32, DType.I64);
    boolean[] reduced = Checks.dims(this, dims, inputs[0]);
    if (Reduce.count(inputs[0].sizes(), reduced) == 0) {
      throw new IllegalArgumentException(
          "%s: %s has no elements to choose from".formatted(name(), inputs[0].show()));
    }
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
        y.storage().longs()[y.offset() + r] = extreme(x.storage().longs(), from, across);
      } else {
        y.floats()[y.offset() + r] = extreme(x.floats(), from, across);
      }
    }
    return OpResult.of(y).saving(x, y);
  }

  private long extreme(long[] x, int from, int n) {
    long best = x[from];
    for (int i = 1; i < n; i++) {
      best = largest ? Math.max(best, x[from + i]) : Math.min(best, x[from + i]);
    }
    return best;
  }

  private float extreme(float[] x, int from, int n) {
    if (largest) {
      return Kernels.get().reduction().max(x, from, n);
    }
    float least = Float.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      least = Math.min(least, x[from + i]);
    }
    return least;
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    boolean[] reduced = Checks.dims(this, dims, context.inputType(0));
    return Term.only(Reduce.linear(this, context, reduced));
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
    for (int r = 0; r < y.count(); r++) {
      float best = y.floats()[y.offset() + r];
      int from = x.offset() + r * across;
      int equal = 0;
      for (int i = 0; i < across; i++) {
        equal += same(x.floats()[from + i], best) ? 1 : 0;
      }
      float share = dy.floats()[dy.offset() + r] / equal;
      for (int i = 0; i < across; i++) {
        dx.floats()[dx.offset() + r * across + i] = same(x.floats()[from + i], best) ? share : 0f;
      }
    }
    return GradShapes.of(Reduce.back(dx, reduced));
  }

  private static boolean same(float a, float b) {
    return a == b || (Float.isNaN(a) && Float.isNaN(b));
  }
}
