package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Of pairs of vectors that the target calls alike, 1, or not, -1: {@code 1 - cos(x1, x2)} or {@code
 * max(cos(x1, x2) - margin, 0)}, as {@code torch.nn.CosineEmbeddingLoss}.
 *
 * <p>Shapes: input1 and input2 [n, d] or [d], target [n] or a scalar; result a scalar, without
 * reduction the shape of the losses.
 */
final class CosineEmbeddingLossLayer {
  final double margin;
  final Reduction reduction;

  /** With PyTorch's defaults; the mean. */
  @Puts("reduction = constant('MEAN')")
  public CosineEmbeddingLossLayer() {
    this(0.0, Reduction.MEAN);
  }

  /**
   * With options.
   *
   * @param margin how alike vectors may be that are not to be
   * @param reduction how the losses become one
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
