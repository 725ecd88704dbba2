package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Init;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;

/**
 * {@code y = x} where x is above 0, otherwise {@code weight * x}, with a learned weight, as {@code
 * torch.nn.PReLU}.
 *
 * <p>Shapes: x and y [n, c, ..]; weight [1], or [c]: one for each channel.
 *
 * <p>Source: K. He et al., Delving Deep into Rectifiers, <a
 * href="https://arxiv.org/abs/1502.01852">arXiv:1502.01852</a>.
 */
final class PReLULayer {
  final int numParameters;

  /** The slopes of negative inputs, [numParameters]. */
  @ShapeRule("[numParameters]")
  final Parameter weight;

  /** Creates the layer with one slope for all channels, initially 0.25. */
  public PReLULayer() {
    this(1, 0.25);
  }

  /** Creates the layer with one slope, or one for each channel, initialised to this value. */
  public PReLULayer(int numParameters, double init) {
    this.numParameters = numParameters;
    this.weight = Init.constant(Parameter.zeros(numParameters), init);
  }

  @Forward(invoker = "PReLU")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.prelu(weight);
  }

  String extraRepr() {
    return "num_parameters=" + numParameters;
  }
}
