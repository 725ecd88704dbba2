package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.tensor.Tensor;

/**
 * {@code y[i] = e^x[i] / sum of e^x[j]} along one dimension, as {@code torch.nn.Softmax}. Shapes:
 * any, kept.
 */
final class SoftmaxLayer {
  final int dim;

  /** Along this dimension; a negative one counts from the end. */
  public SoftmaxLayer(int dim) {
    this.dim = dim;
  }

  @Forward(invoker = "Softmax")
  Tensor forward(Tensor input) {
    return input.softmax(dim);
  }

  String extraRepr() {
    return "dim=" + dim;
  }
}
