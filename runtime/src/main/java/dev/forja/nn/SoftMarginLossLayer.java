package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * As {@code torch.nn.SoftMarginLoss}: {@code ln(1 + e^(-t x))}, with targets t of 1 and -1.
 *
 * <p>Shapes: input and target broadcast; result a scalar or, without reduction, that of the losses.
 */
final class SoftMarginLossLayer {
  final Reduction reduction;

  /** Creates the loss with PyTorch's defaults: the mean. */
  @Puts("reduction = constant('MEAN')")
  public SoftMarginLossLayer() {
    this(Reduction.MEAN);
  }

  /**
   * Creates the layer with options.
   *
   * @param reduction how the losses are reduced
   */
  @Puts("reduction = $0")
  public SoftMarginLossLayer(Reduction reduction) {
    this.reduction = reduction;
  }

  @Forward(invoker = "SoftMarginLoss")
  @ShapeRule("reduction(reduction, broadcast($0, $1))")
  Tensor forward(Tensor input, Tensor target) {
    return input.softMarginLoss(target, reduction);
  }
}
