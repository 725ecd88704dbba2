package dev.forja.kernel.vector.base;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Sums the lanes of each of four vectors at once, always in the same order: neighbouring lanes are
 * added first, so that one vector holds the even lanes and another the odd ones.
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
   * Sets {@code to[at]} and the next three elements to the sums of four consecutive vectors. The
   * elements after these, up to the length of a vector, are overwritten too.
   */
  public static void sums(float[] vectors, int from, float[] to, int at) {
    FloatVector a = FloatVector.fromArray(SPECIES, vectors, from);
    FloatVector b = FloatVector.fromArray(SPECIES, vectors, from + LANES);
    FloatVector c = FloatVector.fromArray(SPECIES, vectors, from + 2 * LANES);
    FloatVector d = FloatVector.fromArray(SPECIES, vectors, from + 3 * LANES);
    FloatVector ab = a.blend(b, BIT_1).add(b.blend(a, BIT_1).rearrange(SWAP_1));
    FloatVector cd = c.blend(d, BIT_1).add(d.blend(c, BIT_1).rearrange(SWAP_1));
    FloatVector s = ab.blend(cd, BIT_2).add(cd.blend(ab, BIT_2).rearrange(SWAP_2));
    if (LANES > 8) {
      s = s.add(s.rearrange(BY_8));
    }
    if (LANES > 4) {
      s = s.add(s.rearrange(BY_4));
    }
    s.intoArray(to, at);
  }

  private static VectorMask<Float> lanesWith(int bit) {
    boolean[] lanes = new boolean[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      lanes[lane] = (lane & bit) != 0;
    }
    return VectorMask.fromArray(SPECIES, lanes, 0);
  }
}
