package dev.forja.nn;

import dev.forja.Buffer;
import dev.forja.Forward;
import dev.forja.op.CrossEntropyOp;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Cross entropy between scores and targets, as {@code torch.nn.CrossEntropyLoss}: {@code -w[c] *
 * log softmax(x)[c]} at the target class c, in the mean divided by the sum of those weights.
 *
 * <p>Shapes: input [c], [n, c] or [n, c, d1, ...]; target class indices (int64) in that shape
 * without c, or probabilities in the shape of the input; result a scalar, without reduction the
 * shape of the indices.
 */
final class CrossEntropyLossLayer {
  /** The weight of each class, [c]; null if all weigh alike. */
  @Buffer final @Nullable Tensor weight;

  private final CrossEntropyOp op;

  /** The mean over all targets. */
  public CrossEntropyLossLayer() {
    this(CrossEntropyOptions.defaults());
  }

  /** With these options. */
  public CrossEntropyLossLayer(CrossEntropyOptions options) {
    this.weight = options.weight();
    this.op =
        new CrossEntropyOp(
            options.reduction(), options.ignoreIndex(), (float) options.labelSmoothing());
  }

  @Forward(invoker = "CrossEntropyLoss")
  Tensor forward(Tensor input, Tensor target) {
    return input.crossEntropy(target, weight, op);
  }
}
