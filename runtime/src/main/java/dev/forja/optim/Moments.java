package dev.forja.optim;

import dev.forja.array.NdArray;

/** The running means of gradients and of their squares. */
final class Moments {
  private Moments() {}

  /** {@code m = beta1 * m + (1 - beta1) * g; v = beta2 * v + (1 - beta2) * g^2}. */
  static void update(NdArray m, NdArray v, NdArray g, double beta1, double beta2) {
    for (int i = 0; i < g.count(); i++) {
      double gradient = g.floats()[g.offset() + i];
      int mean = m.offset() + i;
      int square = v.offset() + i;
      m.floats()[mean] = (float) (beta1 * m.floats()[mean] + (1 - beta1) * gradient);
      v.floats()[square] = (float) (beta2 * v.floats()[square] + (1 - beta2) * gradient * gradient);
    }
  }

  /** Multiplies a dense array in place. */
  static void scale(NdArray array, double factor) {
    for (int i = 0; i < array.count(); i++) {
      array.floats()[array.offset() + i] *= (float) factor;
    }
  }
}
