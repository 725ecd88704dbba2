package dev.forja.kernel.vector.base;

import static dev.forja.kernel.vector.base.Lanes.INTS;
import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * {@code to[p * stride + r] = from[r * ld + p]}, in square blocks with as many rows as a vector has
 * lanes. A square of 2^k rows is transposed by zipping row i with row i + half, for all i, k times.
 */
public final class Transpose {
  private static final int HALF = LANES / 2;

  /** Interleaves the lower halves of two vectors. */
  public static final IntVector LOWER = zip(0);

  /** Interleaves the upper halves of two vectors. */
  public static final IntVector UPPER = zip(HALF);

  private Transpose() {}

  /**
   * Writes the transpose of a block [rows, k].
   *
   * @param square scratch memory for two square blocks
   */
  public static void run(
      float[] from,
      int offset,
      int ld,
      int rows,
      int k,
      float[] to,
      int at,
      int stride,
      float[] square) {
    int whole = SPECIES.loopBound(rows);
    for (int r = 0; r < whole; r += LANES) {
      squares(from, offset + r * ld, ld, k, to, at + r, stride, square);
    }
    plain(from, offset, ld, whole, SPECIES.loopBound(k), k, to, at, stride);
    plain(from, offset + whole * ld, ld, rows - whole, 0, k, to, at + whole, stride);
  }

  private static void squares(
      float[] from, int offset, int ld, int k, float[] to, int at, int stride, float[] square) {
    int other = LANES * LANES;
    for (int p = 0; p < SPECIES.loopBound(k); p += LANES) {
      if (LANES == 16) {
        Transpose16.run(from, offset + p, ld, to, at + p * stride, stride);
        continue;
      }
      zip(from, offset + p, ld, square, 0, LANES);
      if (LANES == 8) {
        zip(square, 0, LANES, square, other, LANES);
      }
      zip(square, LANES == 8 ? other : 0, LANES, to, at + p * stride, stride);
    }
  }

  private static void zip(float[] from, int fo, int ld, float[] to, int at, int stride) {
    for (int i = 0; i < HALF; i++) {
      int partner = fo + (i + HALF) * ld;
      IntVector a = FloatVector.fromArray(SPECIES, from, fo + i * ld).reinterpretAsInts();
      IntVector b = FloatVector.fromArray(SPECIES, from, partner).reinterpretAsInts();
      int t = at + 2 * i * stride;
      LOWER.selectFrom(a, b).reinterpretAsFloats().intoArray(to, t);
      UPPER.selectFrom(a, b).reinterpretAsFloats().intoArray(to, t + stride);
    }
  }

  private static IntVector zip(int first) {
    int[] lanes = new int[LANES];
    for (int i = 0; i < LANES; i++) {
      lanes[i] = first + i / 2 + i % 2 * LANES;
    }
    return IntVector.fromArray(INTS, lanes, 0);
  }

  /** Transposes the columns {@code first} to k, four rows at a time. */
  private static void plain(
      float[] from,
      int offset,
      int ld,
      int rows,
      int first,
      int k,
      float[] to,
      int at,
      int stride) {
    int r = 0;
    for (; r + 4 <= rows; r += 4) {
      int r0 = offset + r * ld;
      int r1 = r0 + ld;
      int r2 = r1 + ld;
      int r3 = r2 + ld;
      for (int p = first; p < k; p++) {
        int t = at + r + p * stride;
        to[t] = from[r0 + p];
        to[t + 1] = from[r1 + p];
        to[t + 2] = from[r2 + p];
        to[t + 3] = from[r3 + p];
      }
    }
    for (; r < rows; r++) {
      for (int p = first; p < k; p++) {
        to[at + r + p * stride] = from[offset + r * ld + p];
      }
    }
  }
}
