package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code y = min(max(x, minVal), maxVal)}, as {@code torch.nn.Hardtanh}. No gradient passes at the
 * bounds. Shapes: any, kept.
 */
final class HardtanhLayer {
  final double minVal;
  final double maxVal;

  /** Creates the layer with PyTorch's default: minVal -1.0, maxVal 1.0. */
  public HardtanhLayer() {
    this(-1.0, 1.0);
  }

  /**
   * Creates the layer with given bounds.
   *
   * @param minVal the smallest output
   * @param maxVal the largest output
   */
  public HardtanhLayer(double minVal, double maxVal) {
    if (!(minVal < maxVal)) {
      throw new IllegalArgumentException(
          "Hardtanh: minVal %s must be less than maxVal %s".formatted(minVal, maxVal));
    }
    this.minVal = minVal;
    this.maxVal = maxVal;
  }

  @Forward(invoker = "Hardtanh")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.hardtanh(minVal, maxVal);
  }

  String extraRepr() {
    return "min_val=" + PythonText.of(minVal) + ", max_val=" + PythonText.of(maxVal);
  }
}
