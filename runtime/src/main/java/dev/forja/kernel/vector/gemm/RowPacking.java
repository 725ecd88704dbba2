package dev.forja.kernel.vector.gemm;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static dev.forja.kernel.vector.base.Transpose.LOWER;
import static dev.forja.kernel.vector.base.Transpose.UPPER;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * {@code to[p * Tile.ROWS + r] = from[r * ld + p]} for as many rows as a tile has. A block of 2^k
 * rows is transposed by zipping the first half of all elements with the second half, k times. There
 * are no helper methods, because the compiler would not inline that many calls.
 */
final class RowPacking {
  /** The number of elements of a vector that count. */
  private static final int STORED = LANES * Tile.ROWS / 8;

  private RowPacking() {}

  /** Packs the rows; rows beyond {@code rows} repeat the last one. */
  static void run(float[] from, int offset, int ld, int rows, int k, float[] to, int at) {
    int last = rows - 1;
    vectors(from, offset, ld, last, SPECIES.loopBound(k), to, at);
    for (int p = SPECIES.loopBound(k); p < k; p++) {
      for (int r = 0; r < Tile.ROWS; r++) {
        to[at + p * Tile.ROWS + r] = from[offset + Math.min(r, last) * ld + p];
      }
    }
  }

  /**
   * Eight rows at a time. Of six rows, each vector is one step of the inner sum with two elements
   * too many, which the next one overwrites.
   */
  private static void vectors(
      float[] from, int offset, int ld, int last, int k, float[] to, int at) {
    int r1 = offset + Math.min(1, last) * ld;
    int r2 = offset + Math.min(2, last) * ld;
    int r3 = offset + Math.min(3, last) * ld;
    int r4 = offset + Math.min(4, last) * ld;
    int r5 = offset + Math.min(5, last) * ld;
    int r6 = offset + Math.min(6, last) * ld;
    int r7 = offset + Math.min(7, last) * ld;
    for (int p = 0; p < k; p += LANES) {
      IntVector a0 = FloatVector.fromArray(SPECIES, from, offset + p).reinterpretAsInts();
      IntVector a1 = FloatVector.fromArray(SPECIES, from, r1 + p).reinterpretAsInts();
      IntVector a2 = FloatVector.fromArray(SPECIES, from, r2 + p).reinterpretAsInts();
      IntVector a3 = FloatVector.fromArray(SPECIES, from, r3 + p).reinterpretAsInts();
      IntVector a4 = FloatVector.fromArray(SPECIES, from, r4 + p).reinterpretAsInts();
      IntVector a5 = FloatVector.fromArray(SPECIES, from, r5 + p).reinterpretAsInts();
      IntVector a6 = FloatVector.fromArray(SPECIES, from, r6 + p).reinterpretAsInts();
      IntVector a7 = FloatVector.fromArray(SPECIES, from, r7 + p).reinterpretAsInts();
      IntVector b0 = LOWER.selectFrom(a0, a4);
      IntVector b1 = UPPER.selectFrom(a0, a4);
      IntVector b2 = LOWER.selectFrom(a1, a5);
      IntVector b3 = UPPER.selectFrom(a1, a5);
      IntVector b4 = LOWER.selectFrom(a2, a6);
      IntVector b5 = UPPER.selectFrom(a2, a6);
      IntVector b6 = LOWER.selectFrom(a3, a7);
      IntVector b7 = UPPER.selectFrom(a3, a7);
      a0 = LOWER.selectFrom(b0, b4);
      a1 = UPPER.selectFrom(b0, b4);
      a2 = LOWER.selectFrom(b1, b5);
      a3 = UPPER.selectFrom(b1, b5);
      a4 = LOWER.selectFrom(b2, b6);
      a5 = UPPER.selectFrom(b2, b6);
      a6 = LOWER.selectFrom(b3, b7);
      a7 = UPPER.selectFrom(b3, b7);
      int t = at + p * Tile.ROWS;
      LOWER.selectFrom(a0, a4).reinterpretAsFloats().intoArray(to, t);
      UPPER.selectFrom(a0, a4).reinterpretAsFloats().intoArray(to, t + STORED);
      LOWER.selectFrom(a1, a5).reinterpretAsFloats().intoArray(to, t + 2 * STORED);
      UPPER.selectFrom(a1, a5).reinterpretAsFloats().intoArray(to, t + 3 * STORED);
      LOWER.selectFrom(a2, a6).reinterpretAsFloats().intoArray(to, t + 4 * STORED);
      UPPER.selectFrom(a2, a6).reinterpretAsFloats().intoArray(to, t + 5 * STORED);
      LOWER.selectFrom(a3, a7).reinterpretAsFloats().intoArray(to, t + 6 * STORED);
      UPPER.selectFrom(a3, a7).reinterpretAsFloats().intoArray(to, t + 7 * STORED);
    }
  }
}
