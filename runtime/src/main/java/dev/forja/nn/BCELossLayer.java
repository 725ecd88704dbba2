package dev.forja.nn;

import dev.forja.Buffer;
import dev.forja.Forward;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Binary cross entropy of probabilities, as {@code torch.nn.BCELoss}: {@code -w * (t * log(x) + (1
 * - t) * log(1 - x))}, with logarithms clamped to at least -100.
 *
 * <p>Shapes: input and target alike, weight broadcasts to them; result a scalar or, without
 * reduction, the shape of the losses.
 */
final class BCELossLayer {
  @Buffer final @Nullable Tensor weight;
  final Reduction reduction;

  /** Creates the loss with PyTorch's defaults: the mean. */
  @Puts("reduction = constant('MEAN')")
  public BCELossLayer() {
    this(null, Reduction.MEAN);
  }

  /**
   * Creates the layer with options.
   *
   * @param weight the factor of each loss; null for none
   * @param reduction how the losses are reduced
   */
  @Puts("reduction = $1")
  public BCELossLayer(@Nullable Tensor weight, Reduction reduction) {
    this.weight = weight;
    this.reduction = reduction;
  }

  @Forward(invoker = "BCELoss")
  @ShapeRule("reduction(reduction, alike($0, $1))")
  Tensor forward(Tensor input, Tensor target) {
    return input.binaryCrossEntropy(target, weight, reduction);
  }
}
