package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * For pairs of vectors: {@code 1 - cos(x1, x2)} if the target is 1 (similar), {@code max(cos(x1,
 * x2) - margin, 0)} if it is -1 (dissimilar), as {@code torch.nn.CosineEmbeddingLoss}.
 *
 * <p>Shapes: input1 and input2 [n, d] or [d], target [n] or a scalar; result a scalar or, without
 * reduction, the shape of the losses.
 */
final class CosineEmbeddingLossLayer {
  final double margin;
  final Reduction reduction;

  /** Creates the loss with PyTorch's defaults: the mean. */
  @Puts("reduction = constant('MEAN')")
  public CosineEmbeddingLossLayer() {
    this(0.0, Reduction.MEAN);
  }

  /**
   * Creates the layer with options.
   *
   * @param margin the cosine that dissimilar vectors may have without a loss
   * @param reduction how the losses are reduced
   */
  @Puts("reduction = $1")
  public CosineEmbeddingLossLayer(double margin, Reduction reduction) {
    this.margin = margin;
    this.reduction = reduction;
  }

  @Forward(invoker = "CosineEmbeddingLoss")
  @ShapeRule("reduction(reduction, broadcast(reduce(broadcast($0, $1), -1, false), $2))")
  Tensor forward(Tensor input1, Tensor input2, Tensor target) {
    return input1.cosineEmbeddingLoss(input2, target, margin, reduction);
  }
}
