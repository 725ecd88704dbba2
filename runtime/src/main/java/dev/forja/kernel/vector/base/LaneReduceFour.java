package dev.forja.kernel.vector.base;

import static dev.forja.kernel.vector.base.Lanes.ALL;
import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Sums the {@link Lanes#ALL} lanes of each of four sums at once, always in the same order:
 * neighbouring lanes are added first, so that one vector holds the even lanes and another the odd
 * ones, then each four, then those 8 places away, then 4.
 */
public final class LaneReduceFour {
  private static final VectorShuffle<Float> SWAP_1 =
      VectorShuffle.fromOp(SPECIES, lane -> lane ^ 1);
  private static final VectorShuffle<Float> SWAP_2 =
      VectorShuffle.fromOp(SPECIES, lane -> lane ^ 2);
  private static final VectorShuffle<Float> BY_4 =
      VectorShuffle.fromOp(SPECIES, lane -> (lane + 4) % LANES);
  private static final VectorShuffle<Float> BY_8 =
      VectorShuffle.fromOp(SPECIES, lane -> (lane + 8) % LANES);
  private static final VectorMask<Float> BIT_1 = lanesWith(1);
  private static final VectorMask<Float> BIT_2 = lanesWith(2);

  private LaneReduceFour() {}

  /**
   * Sets {@code to[at]} and the next three elements to the sums of four consecutive groups of
   * {@link Lanes#ALL} lanes. The elements after these, up to the length of a vector, are
   * overwritten too.
   */
  public static void sums(float[] lanes, int from, float[] to, int at) {
    FloatVector s =
        switch (LANES) {
          case 16 -> {
            FloatVector all = neighbours(lanes, from);
            yield all.add(all.rearrange(BY_8));
          }
          case 8 -> neighbours(lanes, from).add(neighbours(lanes, from + 8));
          default ->
              neighbours(lanes, from)
                  .add(neighbours(lanes, from + 8))
                  .add(neighbours(lanes, from + 4).add(neighbours(lanes, from + 12)));
        };
    if (LANES > 4) {
      s = s.add(s.rearrange(BY_4));
    }
    s.intoArray(to, at);
  }

  /** In each four lanes, the sums of four lanes of each of the four groups. */
  private static FloatVector neighbours(float[] lanes, int from) {
    FloatVector a = FloatVector.fromArray(SPECIES, lanes, from);
    FloatVector b = FloatVector.fromArray(SPECIES, lanes, from + ALL);
    FloatVector c = FloatVector.fromArray(SPECIES, lanes, from + 2 * ALL);
    FloatVector d = FloatVector.fromArray(SPECIES, lanes, from + 3 * ALL);
    FloatVector ab = a.blend(b, BIT_1).add(b.blend(a, BIT_1).rearrange(SWAP_1));
    FloatVector cd = c.blend(d, BIT_1).add(d.blend(c, BIT_1).rearrange(SWAP_1));
    return ab.blend(cd, BIT_2).add(cd.blend(ab, BIT_2).rearrange(SWAP_2));
  }

  private static VectorMask<Float> lanesWith(int bit) {
    boolean[] lanes = new boolean[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      lanes[lane] = (lane & bit) != 0;
    }
    return VectorMask.fromArray(SPECIES, lanes, 0);
  }
}
