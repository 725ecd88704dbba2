package dev.forja.nn;

import dev.forja.Buffer;
import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Binary cross entropy of the sigmoid s of logits, as {@code torch.nn.BCEWithLogitsLoss}: {@code -w
 * * (p * t * log(s(x)) + (1 - t) * log(1 - s(x)))}, accurate even where the sigmoid saturates.
 *
 * <p>Shapes: input and target alike, weight and posWeight broadcast to them; result a scalar or,
 * without reduction, the shape of the losses.
 */
final class BCEWithLogitsLossLayer {
  @Buffer final @Nullable Tensor weight;

  @Buffer
  @Named("pos_weight")
  final @Nullable Tensor posWeight;

  final Reduction reduction;

  /** Creates the loss with PyTorch's defaults: the mean. */
  @Puts("reduction = constant('MEAN')")
  public BCEWithLogitsLossLayer() {
    this(null, null, Reduction.MEAN);
  }

  /**
   * Creates the layer with options.
   *
   * @param weight w: the factor of each loss; null for none
   * @param posWeight p: the weight of positive targets; null for 1
   * @param reduction how the losses are reduced
   */
  @Puts("reduction = $2")
  public BCEWithLogitsLossLayer(
      @Nullable Tensor weight, @Nullable Tensor posWeight, Reduction reduction) {
    this.weight = weight;
    this.posWeight = posWeight;
    this.reduction = reduction;
  }

  @Forward(invoker = "BCEWithLogitsLoss")
  @ShapeRule("reduction(reduction, alike($0, $1))")
  Tensor forward(Tensor input, Tensor target) {
    return input.binaryCrossEntropyWithLogits(target, weight, posWeight, reduction);
  }
}
