package dev.forja.tensor;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.op.CastOp;
import java.util.Arrays;

/** Copies of the elements of arrays, as Java arrays. */
final class Values {
  private Values() {}

  static float[] floats(NdArray array) {
    NdArray dense = as(DType.F32, array);
    int from = dense.offset();
    float[] values = Arrays.copyOfRange(dense.storage().floats(), from, from + dense.count());
    array.storage().checkNotEnded();
    return values;
  }

  static long[] longs(NdArray array) {
    NdArray dense = as(DType.I64, array);
    int from = dense.offset();
    long[] values = Arrays.copyOfRange(dense.storage().longs(), from, from + dense.count());
    array.storage().checkNotEnded();
    return values;
  }

  static boolean[] booleans(NdArray array) {
    NdArray dense = as(DType.BOOL, array);
    int from = dense.offset();
    boolean[] values = Arrays.copyOfRange(dense.storage().booleans(), from, from + dense.count());
    array.storage().checkNotEnded();
    return values;
  }

  private static NdArray as(DType type, NdArray array) {
    NdArray dense = array.contiguous(Allocator.HEAP);
    return array.dtype() == type ? dense : CastOp.convert(dense, type, Allocator.HEAP);
  }
}
