package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code max(-target * (x1 - x2) + margin, 0)}, as {@code torch.nn.MarginRankingLoss}: the target 1
 * wants x1 to be the larger, -1 x2.
 *
 * <p>Shapes: inputs and target alike; result a scalar, without reduction the shape of the losses.
 */
final class MarginRankingLossLayer {
  final double margin;
  final Reduction reduction;

  /** With PyTorch's defaults; the mean. */
  @Puts("reduction = constant('MEAN')")
  public MarginRankingLossLayer() {
    this(0.0, Reduction.MEAN);
  }

  /**
   * With options.
   *
   * @param margin by how much it is to be larger
   * @param reduction how the losses become one
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
