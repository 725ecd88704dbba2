package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * With {@code z = input - target}: {@code z^2 / 2} where |z| is below delta, otherwise {@code delta
 * * (|z| - delta / 2)}, as {@code torch.nn.HuberLoss}.
 *
 * <p>Shapes: input and target of the same shape; result a scalar or, without reduction, the shape
 * of the losses.
 */
final class HuberLossLayer {
  final double delta;
  final Reduction reduction;

  /** Creates the loss with PyTorch's defaults: the mean. */
  @Puts("reduction = constant('MEAN')")
  public HuberLossLayer() {
    this(1.0, Reduction.MEAN);
  }

  /**
   * Creates the layer with options.
   *
   * @param delta the size of the difference from which on the loss is linear
   * @param reduction how the losses are reduced
   */
  @Puts("reduction = $1")
  public HuberLossLayer(double delta, Reduction reduction) {
    this.delta = delta;
    this.reduction = reduction;
  }

  @Forward(invoker = "HuberLoss")
  @ShapeRule("reduction(reduction, broadcast($0, $1))")
  Tensor forward(Tensor input, Tensor target) {
    return input.huberLoss(target, delta, reduction);
  }
}
