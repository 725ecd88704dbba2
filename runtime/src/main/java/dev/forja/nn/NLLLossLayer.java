package dev.forja.nn;

import dev.forja.Buffer;
import dev.forja.Forward;
import dev.forja.op.CrossEntropyOp;
import dev.forja.op.NllOp;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The negative log likelihood, as {@code torch.nn.NLLLoss}: {@code -w[c] * x[c]} at the target
 * class c; the mean divides by the sum of these weights.
 *
 * <p>Shapes: input, logarithms of probabilities, [c], [n, c] or [n, c, d1, ..]; target class
 * indices (int64) in that shape without c; result a scalar or, without reduction, the shape of the
 * target.
 */
final class NLLLossLayer {
  /** The weight of each class, [c]; null for equal weights. */
  @Buffer final @Nullable Tensor weight;

  private final NllOp op;

  /** Creates the loss with the mean over all targets except those with index -100. */
  @Puts("reduction = constant('MEAN')")
  public NLLLossLayer() {
    this(null, CrossEntropyOp.IGNORE_INDEX, Reduction.MEAN);
  }

  /**
   * Creates the layer with options.
   *
   * @param weight a weight for each class, [c]; null for equal weights
   * @param ignoreIndex the class index of targets that are ignored
   * @param reduction how the losses are reduced
   */
  @Puts("reduction = $2")
  public NLLLossLayer(@Nullable Tensor weight, long ignoreIndex, Reduction reduction) {
    this.weight = weight;
    this.op = new NllOp(reduction, ignoreIndex);
  }

  @Forward(invoker = "NLLLoss")
  @ShapeRule("reduction(reduction, classes($0, $1, null))")
  Tensor forward(Tensor input, Tensor target) {
    return weight == null
        ? Tensor.apply(op, input, target)
        : Tensor.apply(op, input, target, weight);
  }
}
