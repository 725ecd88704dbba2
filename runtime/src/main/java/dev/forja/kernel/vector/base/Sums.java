package dev.forja.kernel.vector.base;

import static dev.forja.kernel.vector.base.Lanes.ALL;
import static dev.forja.kernel.vector.base.Lanes.PASSES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/**
 * Sums of contiguous floats, in an order that depends on their number alone. Four groups of {@link
 * Lanes#ALL} partial sums take turns; what is left at the end, in whole groups, goes to the first
 * one. Then the groups are added, (0 + 1) + (2 + 3), and the lanes by {@link LaneReduce}. A vector
 * that is narrower than a group passes over the floats several times, each time over other lanes.
 * All passes are in one method, because a long method that returns a vector may allocate it: the
 * JIT compiler does not inline what it has compiled into much code. The number n is a multiple of
 * {@link Lanes#ALL} in all methods; the plain loops add in the same order.
 */
public final class Sums {
  private static final int FOUR = 4 * ALL;

  private Sums() {}

  /** The largest multiple of {@link Lanes#ALL} up to n. */
  public static int whole(int n) {
    return n & -ALL;
  }

  /** The sum of x. */
  public static float sum(float[] x, int xo, int n) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector first = zero;
    FloatVector pair = zero;
    for (int pass = 0; pass < PASSES; pass++) {
      int lane = Lanes.lane(pass);
      FloatVector s0 = zero;
      FloatVector s1 = zero;
      FloatVector s2 = zero;
      FloatVector s3 = zero;
      int i = lane;
      for (; i - lane + FOUR <= n; i += FOUR) {
        s0 = s0.add(fromArray(SPECIES, x, xo + i));
        s1 = s1.add(fromArray(SPECIES, x, xo + i + ALL));
        s2 = s2.add(fromArray(SPECIES, x, xo + i + 2 * ALL));
        s3 = s3.add(fromArray(SPECIES, x, xo + i + 3 * ALL));
      }
      for (; i < n; i += ALL) {
        s0 = s0.add(fromArray(SPECIES, x, xo + i));
      }
      FloatVector sum = s0.add(s1).add(s2.add(s3));
      pair = LaneReduce.pair(pass, pair, sum);
      first = pass == 1 ? pair : first;
    }
    return LaneReduce.sum(first, pair);
  }

  /** The sum of {@code a b}. */
  public static float dot(float[] a, int ao, float[] b, int bo, int n) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector first = zero;
    FloatVector pair = zero;
    for (int pass = 0; pass < PASSES; pass++) {
      int lane = Lanes.lane(pass);
      FloatVector s0 = zero;
      FloatVector s1 = zero;
      FloatVector s2 = zero;
      FloatVector s3 = zero;
      int i = lane;
      for (; i - lane + FOUR <= n; i += FOUR) {
        s0 = fromArray(SPECIES, a, ao + i).fma(fromArray(SPECIES, b, bo + i), s0);
        s1 = fromArray(SPECIES, a, ao + i + ALL).fma(fromArray(SPECIES, b, bo + i + ALL), s1);
        s2 =
            fromArray(SPECIES, a, ao + i + 2 * ALL)
                .fma(fromArray(SPECIES, b, bo + i + 2 * ALL), s2);
        s3 =
            fromArray(SPECIES, a, ao + i + 3 * ALL)
                .fma(fromArray(SPECIES, b, bo + i + 3 * ALL), s3);
      }
      for (; i < n; i += ALL) {
        s0 = fromArray(SPECIES, a, ao + i).fma(fromArray(SPECIES, b, bo + i), s0);
      }
      FloatVector sum = s0.add(s1).add(s2.add(s3));
      pair = LaneReduce.pair(pass, pair, sum);
      first = pass == 1 ? pair : first;
    }
    return LaneReduce.sum(first, pair);
  }

  /** The sum of {@code (x - middle)^2}. */
  public static float squares(float[] x, int xo, int n, float middle) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector first = zero;
    FloatVector pair = zero;
    for (int pass = 0; pass < PASSES; pass++) {
      int lane = Lanes.lane(pass);
      FloatVector s0 = zero;
      FloatVector s1 = zero;
      FloatVector s2 = zero;
      FloatVector s3 = zero;
      int i = lane;
      for (; i - lane + FOUR <= n; i += FOUR) {
        FloatVector d0 = fromArray(SPECIES, x, xo + i).sub(middle);
        FloatVector d1 = fromArray(SPECIES, x, xo + i + ALL).sub(middle);
        FloatVector d2 = fromArray(SPECIES, x, xo + i + 2 * ALL).sub(middle);
        FloatVector d3 = fromArray(SPECIES, x, xo + i + 3 * ALL).sub(middle);
        s0 = d0.fma(d0, s0);
        s1 = d1.fma(d1, s1);
        s2 = d2.fma(d2, s2);
        s3 = d3.fma(d3, s3);
      }
      for (; i < n; i += ALL) {
        FloatVector d0 = fromArray(SPECIES, x, xo + i).sub(middle);
        s0 = d0.fma(d0, s0);
      }
      FloatVector sum = s0.add(s1).add(s2.add(s3));
      pair = LaneReduce.pair(pass, pair, sum);
      first = pass == 1 ? pair : first;
    }
    return LaneReduce.sum(first, pair);
  }

  /** The sum of {@code (x - middle) dy}. */
  public static float products(float[] x, int xo, float[] dy, int dyo, int n, float middle) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector first = zero;
    FloatVector pair = zero;
    for (int pass = 0; pass < PASSES; pass++) {
      int lane = Lanes.lane(pass);
      FloatVector s0 = zero;
      FloatVector s1 = zero;
      FloatVector s2 = zero;
      FloatVector s3 = zero;
      int i = lane;
      for (; i - lane + FOUR <= n; i += FOUR) {
        s0 = fromArray(SPECIES, x, xo + i).sub(middle).fma(fromArray(SPECIES, dy, dyo + i), s0);
        s1 =
            fromArray(SPECIES, x, xo + i + ALL)
                .sub(middle)
                .fma(fromArray(SPECIES, dy, dyo + i + ALL), s1);
        s2 =
            fromArray(SPECIES, x, xo + i + 2 * ALL)
                .sub(middle)
                .fma(fromArray(SPECIES, dy, dyo + i + 2 * ALL), s2);
        s3 =
            fromArray(SPECIES, x, xo + i + 3 * ALL)
                .sub(middle)
                .fma(fromArray(SPECIES, dy, dyo + i + 3 * ALL), s3);
      }
      for (; i < n; i += ALL) {
        s0 = fromArray(SPECIES, x, xo + i).sub(middle).fma(fromArray(SPECIES, dy, dyo + i), s0);
      }
      FloatVector sum = s0.add(s1).add(s2.add(s3));
      pair = LaneReduce.pair(pass, pair, sum);
      first = pass == 1 ? pair : first;
    }
    return LaneReduce.sum(first, pair);
  }
}
