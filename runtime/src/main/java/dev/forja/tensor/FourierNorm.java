package dev.forja.tensor;

/** How a Fourier transform of n numbers is scaled. Immutable. */
public enum FourierNorm {
  /** The inverse is divided by n, the transform is not. */
  BACKWARD,
  /** Both are divided by the root of n. */
  ORTHO,
  /** The transform is divided by n, the inverse is not. */
  FORWARD;

  double scale(int n, boolean inverse) {
    return switch (this) {
      case BACKWARD -> inverse ? 1.0 / n : 1;
      case ORTHO -> 1 / Math.sqrt(n);
      case FORWARD -> inverse ? 1 : 1.0 / n;
    };
  }
}
