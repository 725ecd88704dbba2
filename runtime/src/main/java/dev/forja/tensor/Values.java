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
    return Arrays.copyOfRange(
        dense.storage().floats(), dense.offset(), dense.offset() + dense.count());
  }

  static long[] longs(NdArray array) {
    NdArray dense = as(DType.I64, array);
    return Arrays.copyOfRange(
        dense.storage().longs(), dense.offset(), dense.offset() + dense.count());
  }

  static boolean[] booleans(NdArray array) {
    NdArray dense = as(DType.BOOL, array);
    return Arrays.copyOfRange(
        dense.storage().booleans(), dense.offset(), dense.offset() + dense.count());
  }

  private static NdArray as(DType type, NdArray array) {
    NdArray dense = array.contiguous(Allocator.HEAP);
    return array.type() == type ? dense : CastOp.convert(dense, type, Allocator.HEAP);
  }
}
