package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * As {@code torch.nn.HingeEmbeddingLoss}: x where the target is 1, {@code max(margin - x, 0)} where
 * it is -1.
 *
 * <p>Shapes: input and target broadcast; result a scalar or, without reduction, that of the losses.
 */
final class HingeEmbeddingLossLayer {
  final double margin;
  final Reduction reduction;

  /** Creates the loss with PyTorch's defaults: the mean. */
  @Puts("reduction = constant('MEAN')")
  public HingeEmbeddingLossLayer() {
    this(1, Reduction.MEAN);
  }

  /**
   * Creates the layer with options.
   *
   * @param margin from where on a distance of different things is large enough
   * @param reduction how the losses are reduced
   */
  @Puts("reduction = $1")
  public HingeEmbeddingLossLayer(double margin, Reduction reduction) {
    this.margin = margin;
    this.reduction = reduction;
  }

  @Forward(invoker = "HingeEmbeddingLoss")
  @ShapeRule("reduction(reduction, broadcast($0, $1))")
  Tensor forward(Tensor input, Tensor target) {
    return input.hingeEmbeddingLoss(target, margin, reduction);
  }
}
