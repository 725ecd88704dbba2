package dev.forja.kernel.vector.elementwise;

import static dev.forja.kernel.arithmetic.Trigonometry.*;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * Sine and cosine, lane by lane, for arguments that {@link #reducible} accepts: {@code x = n pi/2 +
 * r} with {@code |r| <= pi/4}, and a minimax polynomial in r for each function.
 */
final class SinCos {

  private SinCos() {}

  /** Whether no lane is large, infinite or NaN; such lanes need a longer reduction. */
  static boolean reducible(FloatVector x) {
    return x.abs().compare(LE, LARGEST).allTrue();
  }

  static FloatVector sin(FloatVector x) {
    // A zero is kept as it is, because the reduction would lose its sign.
    return shiftedSine(x, 0).blend(x, x.compare(EQ, 0f));
  }

  /** {@code cos x = sin(x + pi/2)}: a quarter turn more. */
  static FloatVector cos(FloatVector x) {
    return shiftedSine(x, 1);
  }

  /** {@code sin(x + quarters * pi/2)}. */
  private static FloatVector shiftedSine(FloatVector x, int quarters) {
    FloatVector shifted = x.fma(broadcast(SPECIES, TWO_OVER_PI), broadcast(SPECIES, ROUND));
    FloatVector n = shifted.sub(broadcast(SPECIES, ROUND));
    FloatVector r = n.fma(broadcast(SPECIES, MINUS_HALF_PI_HI), x);
    r = n.fma(broadcast(SPECIES, MINUS_HALF_PI_MID), r);
    r = n.fma(broadcast(SPECIES, MINUS_HALF_PI_LO), r);
    FloatVector z = r.mul(r);

    FloatVector p = broadcast(SPECIES, SIN_2).fma(z, broadcast(SPECIES, SIN_1));
    p = p.fma(z, broadcast(SPECIES, SIN_0));
    FloatVector sine = p.fma(z.mul(r), r);

    FloatVector q = broadcast(SPECIES, COS_3).fma(z, broadcast(SPECIES, COS_2));
    q = q.fma(z, broadcast(SPECIES, COS_1));
    q = q.fma(z, broadcast(SPECIES, COS_0));
    FloatVector cosine = q.fma(z, broadcast(SPECIES, ONE));

    IntVector turns = shifted.reinterpretAsInts().add(quarters);
    VectorMask<Float> odd = turns.lanewise(AND, 1).compare(NE, 0).cast(SPECIES);
    VectorMask<Float> negative = turns.lanewise(AND, 2).compare(NE, 0).cast(SPECIES);
    FloatVector y = sine.blend(cosine, odd);
    return y.blend(y.neg(), negative);
  }
}
