package dev.forja.kernel.vector.elementwise;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.forja.kernel.Unary;
import dev.forja.kernel.arithmetic.Trigonometry;
import jdk.incubator.vector.FloatVector;

/** Functions of one number over ranges of whole vectors. */
final class VectorUnary {
  private VectorUnary() {}

  /** {@code n} is a multiple of the lane count. */
  static void apply(Unary f, float[] x, int xo, float[] y, int yo, int n) {
    switch (f) {
      case NEG -> neg(x, xo, y, yo, n);
      case ABS -> abs(x, xo, y, yo, n);
      case EXP -> exp(x, xo, y, yo, n);
      case LOG -> log(x, xo, y, yo, n);
      case SQRT -> sqrt(x, xo, y, yo, n);
      case RSQRT -> rsqrt(x, xo, y, yo, n);
      case SIN -> sin(x, xo, y, yo, n);
      case COS -> cos(x, xo, y, yo, n);
      case TANH -> tanh(x, xo, y, yo, n);
      case SIGMOID -> sigmoid(x, xo, y, yo, n);
      case ERF -> ErrorFunction.apply(x, xo, y, yo, n);
      case RELU -> relu(x, xo, y, yo, n);
      case RELU6, SELU, GELU, GELU_TANH, SILU, MISH, HARDSWISH, HARDSIGMOID ->
          VectorActivations.apply(f, x, xo, y, yo, n);
    }
  }

  private static void neg(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      v.neg().intoArray(y, yo + i);
    }
  }

  private static void abs(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      v.abs().intoArray(y, yo + i);
    }
  }

  private static void exp(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      Exponentials.exp(v).intoArray(y, yo + i);
    }
  }

  private static void log(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      Exponentials.log(v).intoArray(y, yo + i);
    }
  }

  private static void sqrt(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      v.sqrt().intoArray(y, yo + i);
    }
  }

  private static void rsqrt(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector.broadcast(SPECIES, 1f).div(v.sqrt()).intoArray(y, yo + i);
    }
  }

  private static void sin(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      if (SinCos.reducible(v)) {
        SinCos.sin(v).intoArray(y, yo + i);
      } else {
        for (int j = i; j < i + LANES; j++) {
          y[yo + j] = Trigonometry.sin(x[xo + j]);
        }
      }
    }
  }

  private static void cos(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      if (SinCos.reducible(v)) {
        SinCos.cos(v).intoArray(y, yo + i);
      } else {
        for (int j = i; j < i + LANES; j++) {
          y[yo + j] = Trigonometry.cos(x[xo + j]);
        }
      }
    }
  }

  private static void tanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      Exponentials.tanh(v).intoArray(y, yo + i);
    }
  }

  private static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      Exponentials.sigmoid(v).intoArray(y, yo + i);
    }
  }

  private static void relu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      v.blend(0f, v.compare(LE, 0f)).intoArray(y, yo + i);
    }
  }
}
