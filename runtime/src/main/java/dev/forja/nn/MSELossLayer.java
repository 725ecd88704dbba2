package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code (input - target)^2}, as {@code torch.nn.MSELoss}.
 *
 * <p>Shapes: input and target of the same shape; result a scalar or, without reduction, the shape
 * of the losses.
 */
final class MSELossLayer {
  final Reduction reduction;

  /** Creates the loss with PyTorch's defaults: the mean. */
  @Puts("reduction = constant('MEAN')")
  public MSELossLayer() {
    this(Reduction.MEAN);
  }

  /**
   * Creates the layer with options.
   *
   * @param reduction how the losses are reduced
   */
  @Puts("reduction = $0")
  public MSELossLayer(Reduction reduction) {
    this.reduction = reduction;
  }

  @Forward(invoker = "MSELoss")
  @ShapeRule("reduction(reduction, broadcast($0, $1))")
  Tensor forward(Tensor input, Tensor target) {
    return input.mseLoss(target, reduction);
  }
}
