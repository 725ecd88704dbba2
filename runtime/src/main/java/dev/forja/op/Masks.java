package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Storage;

/** Selection by a mask, element by element. */
final class Masks {
  private Masks() {}

  /** {@code a} where the mask is true, otherwise {@code b}; all broadcast to {@code shape}. */
  static NdArray choose(NdArray mask, NdArray a, NdArray b, int[] shape, Allocator allocator) {
    NdArray y = allocator.empty(a.dtype(), shape);
    NdArray wide = mask.expand(shape);
    NdArray left = a.expand(shape);
    NdArray right = b.expand(shape);
    boolean[] mine = wide.storage().booleans();
    StridedIterator rows = StridedIterator.of(y, wide, left, right);
    int maskStep = rows.step(1);
    int leftStep = rows.step(2);
    int rightStep = rows.step(3);
    if (a.dtype() == DType.BOOL) {
      boolean[] from = left.storage().booleans();
      boolean[] other = right.storage().booleans();
      boolean[] out = y.storage().booleans();
      rows.walk(
          at -> {
            for (int i = 0; i < rows.length(); i++) {
              out[at[0] + i] =
                  mine[at[1] + i * maskStep]
                      ? from[at[2] + i * leftStep]
                      : other[at[3] + i * rightStep];
            }
          });
      return y;
    }
    if (a.dtype() == DType.I64) {
      long[] from = left.storage().longs();
      long[] other = right.storage().longs();
      long[] out = y.storage().longs();
      rows.walk(
          at -> {
            for (int i = 0; i < rows.length(); i++) {
              out[at[0] + i] =
                  mine[at[1] + i * maskStep]
                      ? from[at[2] + i * leftStep]
                      : other[at[3] + i * rightStep];
            }
          });
      return y;
    }
    float[] from = left.storage().floats();
    float[] other = right.storage().floats();
    float[] out = y.storage().floats();
    rows.walk(
        at -> {
          for (int i = 0; i < rows.length(); i++) {
            out[at[0] + i] =
                mine[at[1] + i * maskStep]
                    ? from[at[2] + i * leftStep]
                    : other[at[3] + i * rightStep];
          }
        });
    return y;
  }

  /** One float32 number as an array without dimensions. */
  static NdArray number(float value) {
    return NdArray.dense(Storage.of(new float[] {value}));
  }
}
