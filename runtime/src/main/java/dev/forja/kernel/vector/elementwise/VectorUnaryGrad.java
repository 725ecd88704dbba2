package dev.forja.kernel.vector.elementwise;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.forja.kernel.Unary;
import dev.forja.kernel.arithmetic.Erf;
import dev.forja.kernel.arithmetic.Trigonometry;
import jdk.incubator.vector.FloatVector;

/** Gradients of functions of one number over ranges of whole vectors. */
final class VectorUnaryGrad {
  private VectorUnaryGrad() {}

  /** {@code n} is a multiple of the lane count; {@code v} holds x or y, whichever f reads. */
  static void apply(Unary f, float[] v, int vo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    switch (f) {
      case NEG -> VectorUnary.apply(f, dy, dyo, dx, dxo, n);
      case ABS -> abs(v, vo, dy, dyo, dx, dxo, n);
      case EXP -> exp(v, vo, dy, dyo, dx, dxo, n);
      case LOG -> log(v, vo, dy, dyo, dx, dxo, n);
      case SQRT -> sqrt(v, vo, dy, dyo, dx, dxo, n);
      case RSQRT -> rsqrt(v, vo, dy, dyo, dx, dxo, n);
      case SIN -> sin(v, vo, dy, dyo, dx, dxo, n);
      case COS -> cos(v, vo, dy, dyo, dx, dxo, n);
      case TANH -> tanh(v, vo, dy, dyo, dx, dxo, n);
      case SIGMOID -> sigmoid(v, vo, dy, dyo, dx, dxo, n);
      case ERF -> erf(v, vo, dy, dyo, dx, dxo, n);
      case RELU -> relu(v, vo, dy, dyo, dx, dxo, n);
      case RELU6, SELU, GELU, GELU_TANH, SILU, MISH, HARDSWISH, HARDSIGMOID ->
          VectorActivationGrads.apply(f, v, vo, dy, dyo, dx, dxo, n);
    }
  }

  private static void abs(float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector g = FloatVector.fromArray(SPECIES, dy, dyo + i);
      FloatVector none = FloatVector.zero(SPECIES);
      FloatVector sign = none.blend(1f, v.compare(GT, 0f)).blend(-1f, v.compare(LT, 0f));
      g.mul(sign).intoArray(dx, dxo + i);
    }
  }

  private static void exp(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, y, yo + i);
      FloatVector g = FloatVector.fromArray(SPECIES, dy, dyo + i);
      g.mul(v).intoArray(dx, dxo + i);
    }
  }

  private static void log(float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector g = FloatVector.fromArray(SPECIES, dy, dyo + i);
      g.div(v).intoArray(dx, dxo + i);
    }
  }

  private static void sqrt(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, y, yo + i);
      FloatVector g = FloatVector.fromArray(SPECIES, dy, dyo + i);
      g.div(v.add(v)).intoArray(dx, dxo + i);
    }
  }

  private static void rsqrt(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, y, yo + i);
      FloatVector g = FloatVector.fromArray(SPECIES, dy, dyo + i);
      g.mul(v.mul(-0.5f).mul(v).mul(v)).intoArray(dx, dxo + i);
    }
  }

  private static void sin(float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector g = FloatVector.fromArray(SPECIES, dy, dyo + i);
      if (SinCos.reducible(v)) {
        g.mul(SinCos.cos(v)).intoArray(dx, dxo + i);
      } else {
        for (int j = i; j < i + LANES; j++) {
          dx[dxo + j] = dy[dyo + j] * Trigonometry.cos(x[xo + j]);
        }
      }
    }
  }

  private static void cos(float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector g = FloatVector.fromArray(SPECIES, dy, dyo + i);
      if (SinCos.reducible(v)) {
        g.mul(SinCos.sin(v).neg()).intoArray(dx, dxo + i);
      } else {
        for (int j = i; j < i + LANES; j++) {
          dx[dxo + j] = dy[dyo + j] * -Trigonometry.sin(x[xo + j]);
        }
      }
    }
  }

  private static void tanh(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, y, yo + i);
      FloatVector g = FloatVector.fromArray(SPECIES, dy, dyo + i);
      g.mul(FloatVector.broadcast(SPECIES, 1f).sub(v.mul(v))).intoArray(dx, dxo + i);
    }
  }

  private static void sigmoid(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, y, yo + i);
      FloatVector g = FloatVector.fromArray(SPECIES, dy, dyo + i);
      g.mul(v.mul(FloatVector.broadcast(SPECIES, 1f).sub(v))).intoArray(dx, dxo + i);
    }
  }

  private static void erf(float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector g = FloatVector.fromArray(SPECIES, dy, dyo + i);
      g.mul(Exponentials.exp(v.mul(v).neg()).mul(Erf.TWO_OVER_ROOT_PI)).intoArray(dx, dxo + i);
    }
  }

  private static void relu(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, y, yo + i);
      FloatVector g = FloatVector.fromArray(SPECIES, dy, dyo + i);
      g.blend(0f, v.compare(LE, 0f)).intoArray(dx, dxo + i);
    }
  }
}
