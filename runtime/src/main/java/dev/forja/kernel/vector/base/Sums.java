package dev.forja.kernel.vector.base;

import static dev.forja.kernel.vector.base.Lanes.ALL;
import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Sums of contiguous floats, in an order that depends on their number alone. Four groups of {@link
 * Lanes#ALL} partial sums take turns; what is left at the end, in whole groups, goes to the first
 * one. Then the groups are added, (0 + 1) + (2 + 3), and the lanes by {@link LaneReduce}. A vector
 * that is narrower than a group passes over the floats several times, each time over other lanes.
 * The number n is a multiple of {@link Lanes#ALL} in all methods; the plain loops add in the same
 * order.
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
    return switch (LANES) {
      case 16 -> LaneReduce.sum(sum(x, xo, n, 0));
      case 8 -> LaneReduce.sum(sum(x, xo, n, 0), sum(x, xo, n, 8));
      default ->
          LaneReduce.sum(sum(x, xo, n, 0), sum(x, xo, n, 4), sum(x, xo, n, 8), sum(x, xo, n, 12));
    };
  }

  private static FloatVector sum(float[] x, int xo, int n, int lane) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int at = xo + lane;
    int i = 0;
    for (; i + FOUR <= n; i += FOUR) {
      s0 = s0.add(load(x, at + i));
      s1 = s1.add(load(x, at + i + ALL));
      s2 = s2.add(load(x, at + i + 2 * ALL));
      s3 = s3.add(load(x, at + i + 3 * ALL));
    }
    for (; i < n; i += ALL) {
      s0 = s0.add(load(x, at + i));
    }
    return s0.add(s1).add(s2.add(s3));
  }

  /** The sum of {@code a b}. */
  public static float dot(float[] a, int ao, float[] b, int bo, int n) {
    return switch (LANES) {
      case 16 -> LaneReduce.sum(dot(a, ao, b, bo, n, 0));
      case 8 -> LaneReduce.sum(dot(a, ao, b, bo, n, 0), dot(a, ao, b, bo, n, 8));
      default ->
          LaneReduce.sum(
              dot(a, ao, b, bo, n, 0),
              dot(a, ao, b, bo, n, 4),
              dot(a, ao, b, bo, n, 8),
              dot(a, ao, b, bo, n, 12));
    };
  }

  private static FloatVector dot(float[] a, int ao, float[] b, int bo, int n, int lane) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int i = lane;
    for (; i - lane + FOUR <= n; i += FOUR) {
      s0 = load(a, ao + i).fma(load(b, bo + i), s0);
      s1 = load(a, ao + i + ALL).fma(load(b, bo + i + ALL), s1);
      s2 = load(a, ao + i + 2 * ALL).fma(load(b, bo + i + 2 * ALL), s2);
      s3 = load(a, ao + i + 3 * ALL).fma(load(b, bo + i + 3 * ALL), s3);
    }
    for (; i < n; i += ALL) {
      s0 = load(a, ao + i).fma(load(b, bo + i), s0);
    }
    return s0.add(s1).add(s2.add(s3));
  }

  /** The sum of {@code (x - middle)^2}. */
  public static float squares(float[] x, int xo, int n, float middle) {
    return switch (LANES) {
      case 16 -> LaneReduce.sum(squares(x, xo, n, middle, 0));
      case 8 -> LaneReduce.sum(squares(x, xo, n, middle, 0), squares(x, xo, n, middle, 8));
      default ->
          LaneReduce.sum(
              squares(x, xo, n, middle, 0),
              squares(x, xo, n, middle, 4),
              squares(x, xo, n, middle, 8),
              squares(x, xo, n, middle, 12));
    };
  }

  private static FloatVector squares(float[] x, int xo, int n, float middle, int lane) {
    FloatVector m = FloatVector.broadcast(SPECIES, middle);
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int at = xo + lane;
    int i = 0;
    for (; i + FOUR <= n; i += FOUR) {
      FloatVector d0 = load(x, at + i).sub(m);
      FloatVector d1 = load(x, at + i + ALL).sub(m);
      FloatVector d2 = load(x, at + i + 2 * ALL).sub(m);
      FloatVector d3 = load(x, at + i + 3 * ALL).sub(m);
      s0 = d0.fma(d0, s0);
      s1 = d1.fma(d1, s1);
      s2 = d2.fma(d2, s2);
      s3 = d3.fma(d3, s3);
    }
    for (; i < n; i += ALL) {
      FloatVector d0 = load(x, at + i).sub(m);
      s0 = d0.fma(d0, s0);
    }
    return s0.add(s1).add(s2.add(s3));
  }

  /** The sum of {@code (x - middle) dy}. */
  public static float products(float[] x, int xo, float[] dy, int dyo, int n, float middle) {
    return switch (LANES) {
      case 16 -> LaneReduce.sum(products(x, xo, dy, dyo, n, middle, 0));
      case 8 ->
          LaneReduce.sum(
              products(x, xo, dy, dyo, n, middle, 0), products(x, xo, dy, dyo, n, middle, 8));
      default ->
          LaneReduce.sum(
              products(x, xo, dy, dyo, n, middle, 0),
              products(x, xo, dy, dyo, n, middle, 4),
              products(x, xo, dy, dyo, n, middle, 8),
              products(x, xo, dy, dyo, n, middle, 12));
    };
  }

  private static FloatVector products(
      float[] x, int xo, float[] dy, int dyo, int n, float middle, int lane) {
    FloatVector m = FloatVector.broadcast(SPECIES, middle);
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int i = lane;
    for (; i - lane + FOUR <= n; i += FOUR) {
      s0 = load(x, xo + i).sub(m).fma(load(dy, dyo + i), s0);
      s1 = load(x, xo + i + ALL).sub(m).fma(load(dy, dyo + i + ALL), s1);
      s2 = load(x, xo + i + 2 * ALL).sub(m).fma(load(dy, dyo + i + 2 * ALL), s2);
      s3 = load(x, xo + i + 3 * ALL).sub(m).fma(load(dy, dyo + i + 3 * ALL), s3);
    }
    for (; i < n; i += ALL) {
      s0 = load(x, xo + i).sub(m).fma(load(dy, dyo + i), s0);
    }
    return s0.add(s1).add(s2.add(s3));
  }

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(SPECIES, x, at);
  }
}
