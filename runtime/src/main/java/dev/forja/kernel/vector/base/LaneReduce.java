package dev.forja.kernel.vector.base;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * Reduces the lanes of a vector pairwise, in a fixed order, so that the result always has the same
 * bits: each lane is added to the one 8 places away, then 4, 2 and 1. Several narrow vectors that
 * together hold {@link Lanes#ALL} lanes give the bits of a single wide one.
 */
public final class LaneReduce {
  private static final VectorShuffle<Float> BY_8 = rotate(8);
  private static final VectorShuffle<Float> BY_4 = rotate(4);
  private static final VectorShuffle<Float> BY_2 = rotate(2);
  private static final VectorShuffle<Float> BY_1 = rotate(1);

  private LaneReduce() {}

  /** The sum of the lanes. */
  public static float sum(FloatVector v) {
    FloatVector s = v;
    if (LANES > 8) {
      s = s.add(s.rearrange(BY_8));
    }
    if (LANES > 4) {
      s = s.add(s.rearrange(BY_4));
    }
    s = s.add(s.rearrange(BY_2));
    s = s.add(s.rearrange(BY_1));
    return s.lane(0);
  }

  /**
   * What the passes of a pair have summed so far: the first pass of a pair begins anew, the second
   * adds its lanes, which are 8 places away.
   */
  public static FloatVector pair(int pass, FloatVector pair, FloatVector sum) {
    return (pass & 1) == 0 ? sum : pair.add(sum);
  }

  /**
   * The sum of all lanes after {@link Lanes#PASSES} passes.
   *
   * @param first what the first two passes summed; not used if there are fewer than four
   * @param last what the last pass, or the last two, summed
   */
  public static float sum(FloatVector first, FloatVector last) {
    return sum(LANES == 4 ? first.add(last) : last);
  }

  /** The largest lane; no lane may be NaN. */
  public static float max(FloatVector v) {
    FloatVector m = v;
    if (LANES > 8) {
      m = larger(m, m.rearrange(BY_8));
    }
    if (LANES > 4) {
      m = larger(m, m.rearrange(BY_4));
    }
    m = larger(m, m.rearrange(BY_2));
    m = larger(m, m.rearrange(BY_1));
    return m.lane(0);
  }

  private static FloatVector larger(FloatVector a, FloatVector b) {
    return a.blend(b, b.compare(GT, a));
  }

  private static VectorShuffle<Float> rotate(int by) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane + by) % LANES);
  }
}
