package dev.forja.tensor;

import dev.forja.kernel.Unary;
import dev.forja.op.LogSoftmaxOp;
import dev.forja.op.SoftmaxOp;
import dev.forja.op.UnaryOp;

/** The functions between layers. */
public sealed interface Activations permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** {@code max(this, 0)}. */
  default Tensor relu() {
    return Tensor.apply(new UnaryOp(Unary.RELU), self());
  }

  /** {@code 1 / (1 + e^-this)}. */
  default Tensor sigmoid() {
    return Tensor.apply(new UnaryOp(Unary.SIGMOID), self());
  }

  /** The hyperbolic tangent. */
  default Tensor tanh() {
    return Tensor.apply(new UnaryOp(Unary.TANH), self());
  }

  /** {@code e^x / sum of e^x} along a dimension. */
  default Tensor softmax(int dim) {
    return Tensor.apply(new SoftmaxOp(dim), self());
  }

  /** The logarithm of {@link #softmax}, exact where that underflows. */
  default Tensor logSoftmax(int dim) {
    return Tensor.apply(new LogSoftmaxOp(dim), self());
  }
}
