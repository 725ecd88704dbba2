package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code y = log(1 + e^(beta * x)) / beta}, as {@code torch.nn.Softplus}; x itself where {@code
 * beta * x} is above the threshold. Shapes: any, kept.
 */
final class SoftplusLayer {
  final double beta;
  final double threshold;

  /** Creates the layer with PyTorch's default: beta 1.0, threshold 20.0. */
  public SoftplusLayer() {
    this(1.0, 20.0);
  }

  /**
   * Creates the layer with a given value.
   *
   * @param beta the sharpness of the bend
   * @param threshold the value of {@code beta * x} from which on the function is the identity
   */
  public SoftplusLayer(double beta, double threshold) {
    this.beta = beta;
    this.threshold = threshold;
  }

  @Forward(invoker = "Softplus")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.softplus(beta, threshold);
  }

  String extraRepr() {
    return "beta=" + PythonText.of(beta) + ", threshold=" + PythonText.of(threshold);
  }
}
