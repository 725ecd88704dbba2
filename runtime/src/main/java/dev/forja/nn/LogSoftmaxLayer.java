package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.tensor.Tensor;

/**
 * {@code y[i] = x[i] - log(sum of e^x[j])} along one dimension, as {@code torch.nn.LogSoftmax}.
 * Shapes: any, kept.
 */
final class LogSoftmaxLayer {
  final int dim;

  /** Along this dimension; a negative one counts from the end. */
  public LogSoftmaxLayer(int dim) {
    this.dim = dim;
  }

  @Forward(invoker = "LogSoftmax")
  Tensor forward(Tensor input) {
    return input.logSoftmax(dim);
  }

  String extraRepr() {
    return "dim=" + dim;
  }
}
