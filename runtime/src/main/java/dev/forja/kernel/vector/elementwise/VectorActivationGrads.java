package dev.forja.kernel.vector.elementwise;

import static dev.forja.kernel.arithmetic.Activation.EXP_IS_ZERO;
import static dev.forja.kernel.arithmetic.Activation.MISH_IS_LINEAR;
import static dev.forja.kernel.arithmetic.Activation.SELU_SCALE;
import static dev.forja.kernel.arithmetic.Activation.SELU_SCALE_ALPHA;
import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.forja.kernel.Unary;
import jdk.incubator.vector.FloatVector;

/** Gradients of the activation functions over ranges of whole vectors. */
final class VectorActivationGrads {
  private VectorActivationGrads() {}

  /** {@code n} is a multiple of the lane count; {@code v} holds x, for RELU6 y. */
  static void apply(Unary f, float[] v, int vo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    switch (f) {
      case RELU6 -> relu6(v, vo, dy, dyo, dx, dxo, n);
      case SELU -> selu(v, vo, dy, dyo, dx, dxo, n);
      case GELU -> GeluGrad.erf(v, vo, dy, dyo, dx, dxo, n);
      case GELU_TANH -> GeluGrad.tanh(v, vo, dy, dyo, dx, dxo, n);
      case SILU -> silu(v, vo, dy, dyo, dx, dxo, n);
      case MISH -> mish(v, vo, dy, dyo, dx, dxo, n);
      case HARDSWISH -> hardswish(v, vo, dy, dyo, dx, dxo, n);
      case HARDSIGMOID -> hardsigmoid(v, vo, dy, dyo, dx, dxo, n);
      default -> throw new IllegalArgumentException(f + " is not an activation function");
    }
  }

  private static void relu6(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, y, yo + i);
      FloatVector g = FloatVector.fromArray(SPECIES, dy, dyo + i);
      g.blend(0f, v.compare(GT, 0f).and(v.compare(LT, 6f)).not()).intoArray(dx, dxo + i);
    }
  }

  private static void selu(float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector g = FloatVector.fromArray(SPECIES, dy, dyo + i);
      FloatVector below = Exponentials.expBelow(v.blend(0f, v.compare(GT, 0f)));
      below = below.mul(SELU_SCALE_ALPHA);
      FloatVector scale = FloatVector.broadcast(SPECIES, SELU_SCALE);
      g.mul(scale.blend(below, v.compare(LE, 0f))).intoArray(dx, dxo + i);
    }
  }

  private static void silu(float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector s = Exponentials.sigmoid(v);
      FloatVector rest = s.mul(FloatVector.broadcast(SPECIES, 1f).sub(s));
      FloatVector slope = s.add(times(v, rest));
      slope.mul(FloatVector.fromArray(SPECIES, dy, dyo + i)).intoArray(dx, dxo + i);
    }
  }

  /**
   * {@code (n (n + 2) + 4 x e (1 + e)) / (n + 2)^2} with {@code e = e^x} and {@code n = e (e + 2)};
   * x is clamped to the range outside of which e counts as 0 or the other factor as 1.
   */
  private static void mish(float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      v = v.blend(MISH_IS_LINEAR, v.compare(GT, MISH_IS_LINEAR));
      v = v.blend(EXP_IS_ZERO, v.compare(LT, EXP_IS_ZERO));
      FloatVector e = Exponentials.expBelow(v);
      FloatVector p = e.mul(e.add(2f));
      FloatVector d = p.add(2f);
      FloatVector slope = p.fma(d, v.mul(4f).mul(e.fma(e, e))).div(d.mul(d));
      slope.mul(FloatVector.fromArray(SPECIES, dy, dyo + i)).intoArray(dx, dxo + i);
    }
  }

  private static void hardswish(
      float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector g = FloatVector.fromArray(SPECIES, dy, dyo + i);
      FloatVector one = FloatVector.broadcast(SPECIES, 1f);
      FloatVector slope = one.blend(v.div(3f).add(0.5f), v.compare(LT, 3f));
      g.mul(slope.blend(0f, v.compare(LE, -3f))).intoArray(dx, dxo + i);
    }
  }

  private static void hardsigmoid(
      float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector slope = FloatVector.fromArray(SPECIES, dy, dyo + i).div(6f);
      FloatVector zero = FloatVector.zero(SPECIES);
      zero.blend(slope, v.compare(GT, -3f).and(v.compare(LT, 3f))).intoArray(dx, dxo + i);
    }
  }

  /** {@code x factor}, but 0 if the factor is 0, even when x is infinite. */
  private static FloatVector times(FloatVector x, FloatVector factor) {
    return x.mul(factor).blend(0f, factor.compare(EQ, 0f));
  }
}
