package dev.forja.kernel.vector.elementwise;

import static dev.forja.kernel.arithmetic.Activation.MISH_IS_LINEAR;
import static dev.forja.kernel.arithmetic.Activation.SELU_SCALE;
import static dev.forja.kernel.arithmetic.Activation.SELU_SCALE_ALPHA;
import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;

import dev.forja.kernel.Unary;
import jdk.incubator.vector.FloatVector;

/** The activation functions over ranges of whole vectors. */
final class VectorActivations {
  private VectorActivations() {}

  /** {@code n} is a multiple of the lane count. */
  static void apply(Unary f, float[] x, int xo, float[] y, int yo, int n) {
    switch (f) {
      case RELU6 -> relu6(x, xo, y, yo, n);
      case SELU -> selu(x, xo, y, yo, n);
      case GELU -> Gelu.erf(x, xo, y, yo, n);
      case GELU_TANH -> Gelu.tanh(x, xo, y, yo, n);
      case SILU -> silu(x, xo, y, yo, n);
      case MISH -> mish(x, xo, y, yo, n);
      case HARDSWISH -> hardswish(x, xo, y, yo, n);
      case HARDSIGMOID -> hardsigmoid(x, xo, y, yo, n);
      default -> throw new IllegalArgumentException(f + " is not an activation function");
    }
  }

  private static void relu6(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      v.max(0f).min(6f).intoArray(y, yo + i);
    }
  }

  private static void selu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector below =
          Exponentials.expUpToZero(v.blend(0f, v.compare(GT, 0f))).sub(1f).mul(SELU_SCALE_ALPHA);
      below.blend(v.mul(SELU_SCALE), v.compare(GE, 0f)).intoArray(y, yo + i);
    }
  }

  private static void silu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      v.mul(Exponentials.sigmoid(v)).intoArray(y, yo + i);
    }
  }

  private static void mish(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      v.mul(tanhOfSoftplus(v)).intoArray(y, yo + i);
    }
  }

  private static void hardswish(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      v.mul(v.add(3f).max(0f).min(6f).div(6f)).intoArray(y, yo + i);
    }
  }

  private static void hardsigmoid(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      v.add(3f).max(0f).min(6f).div(6f).intoArray(y, yo + i);
    }
  }

  /** {@code tanh(log(1 + e^x)) = n / (n + 2)} with {@code n = e^x (e^x + 2)}. */
  static FloatVector tanhOfSoftplus(FloatVector x) {
    FloatVector e = Exponentials.expBelow(x.blend(MISH_IS_LINEAR, x.compare(GT, MISH_IS_LINEAR)));
    FloatVector n = e.mul(e.add(2f));
    return n.div(n.add(2f));
  }
}
