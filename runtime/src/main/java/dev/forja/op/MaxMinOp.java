package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The largest (or smallest) element along a dimension, and its index as int64: two outputs. Among
 * equal elements the first one is chosen; NaN takes precedence. The gradient goes to that element.
 * Float32, or int64 without a gradient.
 *
 * <p>Immutable.
 */
public record MaxMinOp(boolean largest, int dim, boolean keepDim) implements Op {
  @Override
  public String name() {
    return largest ? "max" : "min";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    Checks.dtype(this, "the input", inputs[0], DType.F32, DType.I64);
    int at = Checks.dim(this, dim, inputs[0]);
    if (inputs[0].rank() > 0 && inputs[0].sizes()[at] == 0) {
      throw new IllegalArgumentException(
          "%s: dimension %d of %s is empty".formatted(name(), at, inputs[0].show()));
    }
    int[] shape = reduced(inputs[0]);
    return new TensorType[] {
      TensorType.owning(inputs[0].dtype(), shape), TensorType.owning(DType.I64, shape)
    };
  }

  private int[] reduced(TensorType input) {
    boolean[] reduced = new boolean[input.rank()];
    if (reduced.length > 0) {
      reduced[Checks.dim(this, dim, input)] = true;
    }
    return Reduce.shape(input.sizes(), reduced, keepDim);
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return inputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    TensorType type = TensorType.of(inputs[0]);
    NdArray x = LastDim.dense(inputs[0], Checks.dim(this, dim, type), allocator);
    NdArray values = allocator.empty(x.dtype(), reduced(type));
    NdArray places = allocator.empty(DType.I64, values.shape());
    int columns = LastDim.columns(x);
    for (int r = 0; r < values.count(); r++) {
      int from = x.offset() + r * columns;
      int to = values.offset() + r;
      int place;
      if (x.dtype() == DType.I64) {
        place = place(x.storage().longs(), from, columns);
        values.storage().longs()[to] = x.storage().longs()[from + place];
      } else {
        place = place(x.floats(), from, columns);
        values.floats()[to] = x.floats()[from + place];
      }
      places.storage().longs()[places.offset() + r] = place;
    }
    return OpResult.of(values, places).saving(places);
  }

  private int place(float[] x, int from, int n) {
    int best = 0;
    for (int i = 1; i < n && !Float.isNaN(x[from + best]); i++) {
      float value = x[from + i];
      if (Float.isNaN(value) || (largest ? value > x[from + best] : value < x[from + best])) {
        best = i;
      }
    }
    return best;
  }

  private int place(long[] x, int from, int n) {
    int best = 0;
    for (int i = 1; i < n; i++) {
      if (largest ? x[from + i] > x[from + best] : x[from + i] < x[from + best]) {
        best = i;
      }
    }
    return best;
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    TensorType x = context.inputType(0);
    int at = Checks.dim(this, dim, x);
    boolean[] reduced = new boolean[x.rank()];
    if (reduced.length > 0) {
      reduced[at] = true;
    }
    int[] kept = Reduce.shape(x.sizes(), reduced, true);
    NdArray places = context.saved().array(0).reshape(kept);
    Term<V> dy = Term.gradOutput(context).reshape(kept);
    return Term.only(
        Term.zeros(context, x.sizes())
            .then(new ScatterAddOp(at), Term.constant(context, places), dy));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    int at = Checks.dim(this, dim, saved.input(0));
    NdArray dy = GradShapes.dense(gradOutputs, allocator);
    NdArray places = saved.array(0);
    NdArray dx = allocator.zeros(LastDim.shape(saved.sizes(0), at));
    int columns = LastDim.columns(dx);
    for (int r = 0; r < dy.count(); r++) {
      int place = (int) places.storage().longs()[places.offset() + r];
      dx.floats()[dx.offset() + r * columns + place] = dy.floats()[dy.offset() + r];
    }
    return GradShapes.of(LastDim.back(dx, at));
  }
}
