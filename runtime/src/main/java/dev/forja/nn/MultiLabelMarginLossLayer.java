package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * As {@code torch.nn.MultiLabelMarginLoss}: the sum over the target classes j and all other classes
 * k of {@code max(1 - x[j] + x[k], 0) / c}. The targets are those before the first -1.
 *
 * <p>Shapes: scores and target classes [n, c] or [c]; result a scalar or, without reduction, [n] or
 * a scalar.
 */
final class MultiLabelMarginLossLayer {
  final Reduction reduction;

  /** Creates the loss with PyTorch's defaults: the mean. */
  @Puts("reduction = constant('MEAN')")
  public MultiLabelMarginLossLayer() {
    this(Reduction.MEAN);
  }

  /**
   * Creates the layer with options.
   *
   * @param reduction how the losses are reduced
   */
  @Puts("reduction = $0")
  public MultiLabelMarginLossLayer(Reduction reduction) {
    this.reduction = reduction;
  }

  @Forward(invoker = "MultiLabelMarginLoss")
  @ShapeRule("reduction(reduction, reduce(alike(ranked($0, 1, 2), $1), -1, false))")
  Tensor forward(Tensor input, Tensor target) {
    return input.multilabelMarginLoss(target, reduction);
  }
}
