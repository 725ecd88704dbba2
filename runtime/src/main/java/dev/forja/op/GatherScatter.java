package dev.forja.op;

import dev.forja.array.DType;
import dev.forja.array.NdArray;

/** Gathers and scatters elements along a dimension, with an int64 index of the same rank. */
final class GatherScatter {
  private GatherScatter() {}

  /** {@code y[i][j] = x[index[i][j]][j]} for dimension 0; y has the shape of the index. */
  static void take(Op op, int dim, NdArray x, NdArray index, NdArray y) {
    int size = size(x, dim);
    int step = step(x, dim);
    long[] places = index.storage().longs();
    StridedIterator rows = StridedIterator.of(y, still(x, dim, index), index);
    rows.walk(
        o -> {
          for (int i = 0; i < rows.length(); i++) {
            int place = Indices.place(op, places[o[2] + i * rows.step(2)], size);
            int from = o[1] + i * rows.step(1) + place * step;
            int to = o[0] + i * rows.step(0);
            switch (x.dtype()) {
              case F32 -> y.floats()[to] = x.floats()[from];
              case BOOL -> y.storage().booleans()[to] = x.storage().booleans()[from];
              default -> y.storage().longs()[to] = x.storage().longs()[from];
            }
          }
        });
  }

  /** {@code y[index[i][j]][j] += x[i][j]} for dimension 0; x has the shape of the index. */
  static void add(Op op, int dim, NdArray y, NdArray index, NdArray x) {
    int size = size(y, dim);
    int step = step(y, dim);
    long[] places = index.storage().longs();
    StridedIterator rows = StridedIterator.of(x, still(y, dim, index), index);
    rows.walk(
        o -> {
          for (int i = 0; i < rows.length(); i++) {
            int place = Indices.place(op, places[o[2] + i * rows.step(2)], size);
            int to = o[1] + i * rows.step(1) + place * step;
            int from = o[0] + i * rows.step(0);
            if (x.dtype() == DType.F32) {
              y.floats()[to] += x.floats()[from];
            } else {
              y.storage().longs()[to] += x.storage().longs()[from];
            }
          }
        });
  }

  /** A view of an array in the shape of the index, with stride 0 in the dimension. */
  private static NdArray still(NdArray x, int dim, NdArray index) {
    int[] strides = x.strides().clone();
    if (strides.length > 0) {
      strides[dim] = 0;
    }
    return NdArray.view(x.storage(), index.shape(), strides, x.offset());
  }

  private static int size(NdArray x, int dim) {
    return x.rank() == 0 ? 1 : x.shape()[dim];
  }

  private static int step(NdArray x, int dim) {
    return x.rank() == 0 ? 0 : x.strides()[dim];
  }
}
