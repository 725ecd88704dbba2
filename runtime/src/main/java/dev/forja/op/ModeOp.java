package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;

/**
 * The index along a dimension of the element that occurs most often, as int64: the smallest of
 * several that are equally frequent, and the last place at which it occurs. The dimension is kept
 * with size 1. Float32, or int64. Without a gradient; {@link GatherOp} gives the elements.
 * Immutable.
 */
public record ModeOp(int dim) implements Op {
  @Override
  public String name() {
    return "mode";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    Checks.dtype(this, "the input", inputs[0], DType.F32, DType.I64);
    int at = Checks.dim(this, dim, inputs[0]);
    int[] shape = inputs[0].shape();
    if (shape.length > 0 && shape[at] == 0) {
      throw new IllegalArgumentException(
          "mode: dimension %d of %s is empty".formatted(at, inputs[0].show()));
    }
    if (shape.length > 0) {
      shape[at] = 1;
    }
    return TensorType.owning(DType.I64, shape).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return inputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    int at = Checks.dim(this, dim, TensorType.of(inputs[0]));
    NdArray x = LastDim.dense(inputs[0], at, allocator);
    int[] shape = x.shape().clone();
    if (shape.length > 0) {
      shape[shape.length - 1] = 1;
    }
    NdArray y = allocator.empty(DType.I64, shape);
    int columns = LastDim.columns(x);
    for (int r = 0; r < y.count(); r++) {
      int from = x.offset() + r * columns;
      int[] order =
          x.dtype() == DType.F32
              ? Ranking.of(x.floats(), from, columns, false)
              : Ranking.of(x.storage().longs(), from, columns, false);
      int best = 0;
      int most = 0;
      int run = 0;
      for (int i = 0; i < columns; i++) {
        run = i > 0 && same(x, from + order[i - 1], from + order[i]) ? run + 1 : 1;
        if (run > most) {
          most = run;
          best = i;
        }
      }
      y.storage().longs()[y.offset() + r] = order[best];
    }
    return OpResult.of(LastDim.back(y, at));
  }

  private static boolean same(NdArray x, int i, int j) {
    return x.dtype() == DType.I64
        ? x.storage().longs()[i] == x.storage().longs()[j]
        : x.floats()[i] == x.floats()[j];
  }
}
