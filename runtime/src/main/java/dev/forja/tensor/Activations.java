package dev.forja.tensor;

import dev.forja.kernel.Unary;
import dev.forja.op.DropoutOp;
import dev.forja.op.LogSoftmaxOp;
import dev.forja.op.SoftmaxOp;
import dev.forja.op.UnaryOp;
import java.util.random.RandomGenerator;

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

  /**
   * Each element zero with probability p, else divided by 1 - p; which, the generator says. For
   * training only: this does it always.
   */
  default Tensor dropout(double p, RandomGenerator random) {
    Philox.State from =
        random instanceof Philox philox
            ? philox.reserve(self().count())
            : new Philox.State(random.nextLong(), 0);
    return Tensor.apply(new DropoutOp((float) p, from.seed(), from.counter()), self());
  }
}
