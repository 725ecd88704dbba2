package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.tensor.Tensor;

/**
 * The Kullback-Leibler divergence of the input, logarithms of probabilities, from the target, as
 * {@code torch.nn.KLDivLoss}: {@code t * (log(t) - x)}, 0 where t is.
 *
 * <p>Shapes: input and target alike; result a scalar, without reduction their shape.
 */
final class KLDivLossLayer {
  private final KLDivOptions options;

  /** With PyTorch's defaults. */
  public KLDivLossLayer() {
    this(KLDivOptions.defaults());
  }

  /** With options. */
  public KLDivLossLayer(KLDivOptions options) {
    this.options = options;
  }

  @Forward(invoker = "KLDivLoss")
  Tensor forward(Tensor input, Tensor target) {
    return options.batchMean()
        ? input.klDivBatchMean(target, options.logTarget())
        : input.klDiv(target, options.logTarget(), options.reduction());
  }
}
