package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * With {@code z = input - target}: {@code z^2 / (2 * beta)} where |z| is below beta, otherwise
 * {@code |z| - beta / 2}, as {@code torch.nn.SmoothL1Loss}.
 *
 * <p>Shapes: input and target of the same shape; result a scalar or, without reduction, the shape
 * of the losses.
 *
 * <p>Source: R. Girshick, Fast R-CNN, <a
 * href="https://arxiv.org/abs/1504.08083">arXiv:1504.08083</a>.
 */
final class SmoothL1LossLayer {
  final double beta;
  final Reduction reduction;

  /** Creates the loss with PyTorch's defaults: the mean. */
  @Puts("reduction = constant('MEAN')")
  public SmoothL1LossLayer() {
    this(1.0, Reduction.MEAN);
  }

  /**
   * Creates the layer with options.
   *
   * @param beta the size of the difference from which on the loss is linear; 0 for the L1 loss
   * @param reduction how the losses are reduced
   */
  @Puts("reduction = $1")
  public SmoothL1LossLayer(double beta, Reduction reduction) {
    this.beta = beta;
    this.reduction = reduction;
  }

  @Forward(invoker = "SmoothL1Loss")
  @ShapeRule("reduction(reduction, broadcast($0, $1))")
  Tensor forward(Tensor input, Tensor target) {
    return input.smoothL1Loss(target, beta, reduction);
  }
}
