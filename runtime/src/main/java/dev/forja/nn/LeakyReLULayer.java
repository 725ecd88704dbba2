package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code y = x} where x is above 0, otherwise {@code negativeSlope * x}, as {@code
 * torch.nn.LeakyReLU}. Shapes: any, kept.
 *
 * <p>Source: A. Maas et al., Rectifier Nonlinearities Improve Neural Network Acoustic Models, ICML
 * 2013.
 */
final class LeakyReLULayer {
  final double negativeSlope;

  /** Creates the layer with PyTorch's default: negativeSlope 0.01. */
  public LeakyReLULayer() {
    this(0.01);
  }

  /**
   * Creates the layer with a given value.
   *
   * @param negativeSlope the factor of negative inputs
   */
  public LeakyReLULayer(double negativeSlope) {
    this.negativeSlope = negativeSlope;
  }

  @Forward(invoker = "LeakyReLU")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.leakyRelu(negativeSlope);
  }

  String extraRepr() {
    return "negative_slope=" + PythonText.of(negativeSlope);
  }
}
