package dev.forja.onnx;

import dev.forja.tensor.Tensor;
import java.util.Arrays;

/** How far two tensors are from each other. */
final class Differences {
  /**
   * The smallest scale. ONNX Runtime approximates the sigmoid with an error near 1e-6, of whatever
   * size its result is, so where all results are nearly 0, their own size is no scale.
   */
  private static final double LEAST_SCALE = 0.1;

  private Differences() {}

  /**
   * The largest difference of two elements, divided by the scale: the largest finite element of
   * what is expected, at least {@link #LEAST_SCALE}. Infinite if types, shapes, integers, or what
   * is not finite, differ.
   */
  static double of(Tensor expected, Tensor found) {
    if (expected.dtype() != found.dtype() || !Arrays.equals(expected.shape(), found.shape())) {
      return Double.POSITIVE_INFINITY;
    }
    if (!expected.dtype().isFloat()) {
      return Arrays.equals(expected.toLongs(), found.toLongs()) ? 0 : Double.POSITIVE_INFINITY;
    }
    float[] a = expected.toFloats();
    float[] b = found.toFloats();
    double scale = LEAST_SCALE;
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      if (Float.isFinite(a[i]) && Float.isFinite(b[i])) {
        scale = Math.max(scale, Math.abs(a[i]));
        most = Math.max(most, Math.abs((double) a[i] - b[i]));
      } else if (Float.compare(a[i], b[i]) != 0) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return most / scale;
  }
}
