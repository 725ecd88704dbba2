package dev.forja.tensor;

import dev.forja.op.CrossEntropyOp;
import dev.forja.op.NllOp;
import dev.forja.op.Reduction;
import org.jspecify.annotations.Nullable;

/** Distances from targets, with this tensor as the prediction. */
public sealed interface Losses permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * The mean cross entropy of scores [n, c] (or [c], or [n, c, d1, ..]) and class indices [n], or
   * probabilities in the shape of the scores. See {@link CrossEntropyOp}.
   */
  default Tensor crossEntropy(Tensor target) {
    return crossEntropy(target, null, CrossEntropyOp.MEAN);
  }

  /** Cross entropy with a weight [c] for each class, and options. */
  default Tensor crossEntropy(Tensor target, @Nullable Tensor weight, CrossEntropyOp options) {
    return weight == null
        ? Tensor.apply(options, self(), target)
        : Tensor.apply(options, self(), target, weight);
  }

  /** The mean negative log likelihood of log-probabilities [n, c] and class indices [n]. */
  default Tensor nllLoss(Tensor target) {
    return Tensor.apply(new NllOp(Reduction.MEAN, CrossEntropyOp.IGNORE_INDEX), self(), target);
  }
}
