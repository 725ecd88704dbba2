package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * x where it is above a threshold, otherwise a value, as {@code torch.nn.Threshold}.
 *
 * <p>Shapes: any, kept.
 */
final class ThresholdLayer {
  private final double threshold;
  private final double value;

  /** Creates the layer with this threshold and this value. */
  public ThresholdLayer(double threshold, double value) {
    this.threshold = threshold;
    this.value = value;
  }

  @Forward(invoker = "Threshold")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.threshold(threshold, value);
  }

  String extraRepr() {
    return "threshold=%s, value=%s".formatted(PythonText.of(threshold), PythonText.of(value));
  }
}
