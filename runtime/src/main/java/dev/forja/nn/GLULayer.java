package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code y = a / (1 + e^-b)}, where a and b are the halves of the input along one dimension, as
 * {@code torch.nn.GLU}. Shapes: any with an even size along the dimension, which is halved.
 *
 * <p>Source: Y. Dauphin et al., Language Modeling with Gated Convolutional Networks, <a
 * href="https://arxiv.org/abs/1612.08083">arXiv:1612.08083</a>.
 */
final class GLULayer {
  final int dim;

  /** Creates the layer with PyTorch's default: dim -1. */
  public GLULayer() {
    this(-1);
  }

  /**
   * Creates the layer with a given value.
   *
   * @param dim the dimension to halve; a negative one counts from the end
   */
  public GLULayer(int dim) {
    this.dim = dim;
  }

  @Forward(invoker = "GLU")
  @ShapeRule("halved($0, dim)")
  Tensor forward(Tensor input) {
    return input.glu(dim);
  }

  String extraRepr() {
    return "dim=" + dim;
  }
}
