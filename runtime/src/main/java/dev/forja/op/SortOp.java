package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first {@code count} elements along a dimension in ascending or descending order, and their
 * indices as int64: two outputs. The sort is stable; NaN is the largest. Equivalent to {@code
 * torch.sort(stable=True)} if {@code count} is {@link #ALL}, otherwise to {@code torch.topk}.
 * Float32, whose gradient goes to the selected elements, or int64 without a gradient.
 *
 * <p>Immutable.
 */
public record SortOp(int dim, boolean descending, int count) implements Op {
  /** The count that stands for all elements. */
  public static final int ALL = -1;

  @Override
  public String name() {
    return count == ALL ? "sort" : "topk";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    Checks.dtype(this, "input 0", inputs[0], DType.F32, DType.I64);
    int[] shape = inputs[0].sizes().clone();
    int at = Checks.dim(this, dim, inputs[0]);
    int size = shape.length == 0 ? 1 : shape[at];
    if (count != ALL && (count < 0 || count > size)) {
      throw new IllegalArgumentException(
          "topk: %d of dimension %d of %s: expected 0 to %d"
              .formatted(count, at, inputs[0].show(), size));
    }
    if (shape.length > 0 && count != ALL) {
      shape[at] = count;
    }
    return new TensorType[] {
      TensorType.owning(inputs[0].dtype(), shape), TensorType.owning(DType.I64, shape)
    };
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    TensorType x = inputs[0];
    int size = x.rank() == 0 ? 1 : Math.max(1, x.size(dim));
    return (long) Math.ceil(x.count() * StrictMath.log(size) / StrictMath.log(2));
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    TensorType type = TensorType.of(inputs[0]);
    int at = Checks.dim(this, dim, type);
    NdArray x = LastDim.dense(inputs[0], at, allocator);
    int[] shape = LastDim.shape(shapes(type)[0].shape(), at);
    NdArray values = allocator.empty(x.dtype(), shape);
    NdArray places = allocator.empty(DType.I64, shape);
    int columns = LastDim.columns(x);
    int taken = LastDim.columns(values);
    for (int r = 0; r < LastDim.rows(values); r++) {
      int from = x.offset() + r * columns;
      int[] order =
          x.dtype() == DType.F32
              ? Ranking.of(x.floats(), from, columns, descending)
              : Ranking.of(x.storage().longs(), from, columns, descending);
      for (int i = 0; i < taken; i++) {
        int to = values.offset() + r * taken + i;
        if (x.dtype() == DType.F32) {
          values.floats()[to] = x.floats()[from + order[i]];
        } else {
          values.storage().longs()[to] = x.storage().longs()[from + order[i]];
        }
        places.storage().longs()[places.offset() + r * taken + i] = order[i];
      }
    }
    return OpResult.of(LastDim.back(values, at), LastDim.back(places, at)).saving(places);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    TensorType x = context.inputType(0);
    int at = Checks.dim(this, dim, x);
    NdArray places = LastDim.back(context.saved().array(0), at);
    return Term.only(
        Term.zeros(context, x.sizes())
            .then(new ScatterAddOp(at), Term.constant(context, places), Term.gradOutput(context)));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    int at = Checks.dim(this, dim, saved.input(0));
    NdArray dy = LastDim.dense(GradShapes.only(gradOutputs), at, allocator);
    NdArray places = saved.array(0);
    NdArray dx = allocator.zeros(LastDim.shape(saved.sizes(0), at));
    int columns = LastDim.columns(dx);
    int taken = LastDim.columns(dy);
    for (int i = 0; i < dy.count(); i++) {
      int place = (int) places.storage().longs()[places.offset() + i];
      dx.floats()[dx.offset() + i / taken * columns + place] = dy.floats()[dy.offset() + i];
    }
    return GradShapes.of(LastDim.back(dx, at));
  }
}
