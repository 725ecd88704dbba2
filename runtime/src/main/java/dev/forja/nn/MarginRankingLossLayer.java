package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code max(-target * (x1 - x2) + margin, 0)}, as {@code torch.nn.MarginRankingLoss}: with the
 * target 1, x1 should be larger; with -1, x2.
 *
 * <p>Shapes: inputs and target of the same shape; result a scalar or, without reduction, the shape
 * of the losses.
 */
final class MarginRankingLossLayer {
  final double margin;
  final Reduction reduction;

  /** Creates the loss with PyTorch's defaults: the mean. */
  @Puts("reduction = constant('MEAN')")
  public MarginRankingLossLayer() {
    this(0.0, Reduction.MEAN);
  }

  /**
   * Creates the layer with options.
   *
   * @param margin by how much it should be larger
   * @param reduction how the losses are reduced
   */
  @Puts("reduction = $1")
  public MarginRankingLossLayer(double margin, Reduction reduction) {
    this.margin = margin;
    this.reduction = reduction;
  }

  @Forward(invoker = "MarginRankingLoss")
  @ShapeRule("reduction(reduction, broadcast($2, broadcast($0, $1)))")
  Tensor forward(Tensor input1, Tensor input2, Tensor target) {
    return input1.marginRankingLoss(input2, target, margin, reduction);
  }
}
