package dev.forja.nn;

import dev.forja.Buffer;
import dev.forja.Forward;
import dev.forja.op.CrossEntropyOp;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Cross entropy between scores and targets, as {@code torch.nn.CrossEntropyLoss}: {@code -w[c] *
 * log softmax(x)[c]} at the target class c; the mean divides by the sum of these weights.
 *
 * <p>Shapes: input [c], [n, c] or [n, c, d1, ...]; target class indices (int64) in that shape
 * without c, or probabilities in the shape of the input; result a scalar or, without reduction, the
 * shape of the indices.
 */
final class CrossEntropyLossLayer {
  /** The weight of each class, [c]; null for equal weights. */
  @Buffer final @Nullable Tensor weight;

  private final CrossEntropyOp op;

  /** Creates the loss with the mean over all targets. */
  @Puts("reduction = constant('MEAN')")
  public CrossEntropyLossLayer() {
    this(CrossEntropyOptions.defaults());
  }

  /** Creates the layer with these options. */
  @Puts("reduction = $0.reduction")
  public CrossEntropyLossLayer(CrossEntropyOptions options) {
    this.weight = options.weight();
    this.op =
        new CrossEntropyOp(
            options.reduction(), options.ignoreIndex(), (float) options.labelSmoothing());
  }

  @Forward(invoker = "CrossEntropyLoss")
  @ShapeRule("reduction(reduction, classes($0, $1, null))")
  Tensor forward(Tensor input, Tensor target) {
    return input.crossEntropy(target, weight, op);
  }
}
