package dev.forja.kernel.vector.elementwise;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import dev.forja.kernel.Binary;
import jdk.incubator.vector.FloatVector;

/** Functions of two numbers over ranges of whole vectors. */
final class VectorBinary {
  private VectorBinary() {}

  /** {@code n} is a multiple of the lane count. */
  static void apply(Binary f, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    switch (f) {
      case ADD -> add(a, ao, b, bo, y, yo, n);
      case SUB -> sub(a, ao, b, bo, y, yo, n);
      case MUL -> mul(a, ao, b, bo, y, yo, n);
      case DIV -> div(a, ao, b, bo, y, yo, n);
      case MAX -> max(a, ao, b, bo, y, yo, n);
      case MIN -> min(a, ao, b, bo, y, yo, n);
    }
  }

  /** The right operand is the same number throughout. */
  static void applyRight(Binary f, float[] a, int ao, float b, float[] y, int yo, int n) {
    switch (f) {
      case ADD -> add(a, ao, b, y, yo, n);
      case SUB -> sub(a, ao, b, y, yo, n);
      case MUL -> mul(a, ao, b, y, yo, n);
      case DIV -> div(a, ao, b, y, yo, n);
      case MAX -> max(a, ao, b, y, yo, n);
      case MIN -> min(a, ao, b, y, yo, n);
    }
  }

  /** The left operand is the same number throughout. */
  static void applyLeft(Binary f, float a, float[] b, int bo, float[] y, int yo, int n) {
    switch (f) {
      case ADD, MUL, MAX, MIN -> applyRight(f, b, bo, a, y, yo, n);
      case SUB -> sub(a, b, bo, y, yo, n);
      case DIV -> div(a, b, bo, y, yo, n);
    }
  }

  private static void add(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      v.add(FloatVector.fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
    }
  }

  private static void sub(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      v.sub(FloatVector.fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
    }
  }

  private static void mul(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      v.mul(FloatVector.fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
    }
  }

  private static void div(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      v.div(FloatVector.fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
    }
  }

  private static void max(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      v.max(FloatVector.fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
    }
  }

  private static void min(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + i);
      v.min(FloatVector.fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
    }
  }

  private static void add(float[] a, int ao, float b, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector.fromArray(SPECIES, a, ao + i).add(b).intoArray(y, yo + i);
    }
  }

  private static void sub(float[] a, int ao, float b, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector.fromArray(SPECIES, a, ao + i).sub(b).intoArray(y, yo + i);
    }
  }

  private static void mul(float[] a, int ao, float b, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector.fromArray(SPECIES, a, ao + i).mul(b).intoArray(y, yo + i);
    }
  }

  private static void div(float[] a, int ao, float b, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector.fromArray(SPECIES, a, ao + i).div(b).intoArray(y, yo + i);
    }
  }

  private static void max(float[] a, int ao, float b, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector.fromArray(SPECIES, a, ao + i).max(b).intoArray(y, yo + i);
    }
  }

  private static void min(float[] a, int ao, float b, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector.fromArray(SPECIES, a, ao + i).min(b).intoArray(y, yo + i);
    }
  }

  private static void sub(float a, float[] b, int bo, float[] y, int yo, int n) {
    FloatVector v = FloatVector.broadcast(SPECIES, a);
    for (int i = 0; i < n; i += LANES) {
      v.sub(FloatVector.fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
    }
  }

  private static void div(float a, float[] b, int bo, float[] y, int yo, int n) {
    FloatVector v = FloatVector.broadcast(SPECIES, a);
    for (int i = 0; i < n; i += LANES) {
      v.div(FloatVector.fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
    }
  }
}
