package dev.forja.nn;

import dev.forja.Buffer;
import dev.forja.Forward;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * As {@code torch.nn.MultiMarginLoss}: the mean over the classes of {@code max(margin - x[y] +
 * x[k], 0)^p} for all k but the target y, times the weight of y.
 *
 * <p>Shapes: scores [n, c] or [c]; target classes [n] or a scalar; result a scalar or, without
 * reduction, the shape of the target.
 */
final class MultiMarginLossLayer {
  final int p;
  final double margin;

  /** The weight of each class, [c]; null for equal weights. */
  @Buffer final @Nullable Tensor weight;

  final Reduction reduction;

  /** Creates the loss with PyTorch's defaults: the mean. */
  @Puts("reduction = constant('MEAN')")
  public MultiMarginLossLayer() {
    this(1, 1, null, Reduction.MEAN);
  }

  /**
   * Creates the layer with options.
   *
   * @param p the power, 1 or 2
   * @param margin by how much the right score should be larger
   * @param weight a weight for each class, [c]; null for equal weights
   * @param reduction how the losses are reduced
   */
  @Puts("reduction = $3")
  public MultiMarginLossLayer(int p, double margin, @Nullable Tensor weight, Reduction reduction) {
    this.p = p;
    this.margin = margin;
    this.weight = weight;
    this.reduction = reduction;
  }

  @Forward(invoker = "MultiMarginLoss")
  @ShapeRule("reduction(reduction, reduce(ranked($0, 1, 2), -1, false))")
  Tensor forward(Tensor input, Tensor target) {
    return input.multiMarginLoss(target, p, margin, weight, reduction);
  }
}
