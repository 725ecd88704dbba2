package dev.forja.kernel.vector.base;

import static dev.forja.kernel.vector.base.Lanes.INTS;
import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** Copies rows of images, many of which are shorter than a vector. */
public final class RowCopy {
  /** One vector of lanes with all bits set, followed by one vector of zeros. */
  private static final int[] KEEP = new int[2 * LANES];

  static {
    Arrays.fill(KEEP, 0, LANES, -1);
  }

  private RowCopy() {}

  /**
   * Copies n elements; a row shorter than a vector is filled up with zeros to the length of a
   * vector.
   */
  public static void padded(float[] x, int xo, float[] y, int yo, int n) {
    if (n >= LANES) {
      int i = 0;
      for (; i < SPECIES.loopBound(n); i += LANES) {
        FloatVector.fromArray(SPECIES, x, xo + i).intoArray(y, yo + i);
      }
      if (i < n) {
        // The last vector overlaps the previous one.
        FloatVector.fromArray(SPECIES, x, xo + n - LANES).intoArray(y, yo + n - LANES);
      }
    } else if (xo + LANES <= x.length && n > 0) {
      IntVector bits = FloatVector.fromArray(SPECIES, x, xo).reinterpretAsInts();
      bits.and(IntVector.fromArray(INTS, KEEP, LANES - n)).reinterpretAsFloats().intoArray(y, yo);
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = x[xo + i];
      }
      Arrays.fill(y, yo + Math.max(0, n), yo + LANES, 0f);
    }
  }

  /**
   * {@code y[i] = x[i] + add} for n elements. If {@code room} is true, the elements after a row
   * shorter than a vector may be overwritten, up to the length of a vector.
   */
  public static void add(float[] x, int xo, float add, float[] y, int yo, int n, boolean room) {
    if (n >= LANES) {
      int i = 0;
      for (; i < SPECIES.loopBound(n); i += LANES) {
        FloatVector.fromArray(SPECIES, x, xo + i).add(add).intoArray(y, yo + i);
      }
      if (i < n) {
        FloatVector.fromArray(SPECIES, x, xo + n - LANES).add(add).intoArray(y, yo + n - LANES);
      }
    } else if (room && yo + LANES <= y.length) {
      FloatVector.fromArray(SPECIES, x, xo).add(add).intoArray(y, yo);
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = x[xo + i] + add;
      }
    }
  }
}
