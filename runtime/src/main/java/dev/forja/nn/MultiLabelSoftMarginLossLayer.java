package dev.forja.nn;

import dev.forja.Buffer;
import dev.forja.Forward;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * As {@code torch.nn.MultiLabelSoftMarginLoss}: the mean over the classes of {@code -t ln s(x) - (1
 * - t) ln s(-x)}, s being the sigmoid, times the weight of the class.
 *
 * <p>Shapes: scores and truths [.., c]; result a scalar or, without reduction, [..].
 */
final class MultiLabelSoftMarginLossLayer {
  /** The weight of each class, [c]; null for equal weights. */
  @Buffer final @Nullable Tensor weight;

  final Reduction reduction;

  /** Creates the loss with PyTorch's defaults: the mean. */
  @Puts("reduction = constant('MEAN')")
  public MultiLabelSoftMarginLossLayer() {
    this(null, Reduction.MEAN);
  }

  /**
   * Creates the layer with options.
   *
   * @param weight a weight for each class, [c]; null for equal weights
   * @param reduction how the losses are reduced
   */
  @Puts("reduction = $1")
  public MultiLabelSoftMarginLossLayer(@Nullable Tensor weight, Reduction reduction) {
    this.weight = weight;
    this.reduction = reduction;
  }

  @Forward(invoker = "MultiLabelSoftMarginLoss")
  @ShapeRule("reduction(reduction, reduce(broadcast($0, $1), -1, false))")
  Tensor forward(Tensor input, Tensor target) {
    return input.multilabelSoftMarginLoss(target, weight, reduction);
  }
}
