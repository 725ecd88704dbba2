package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * The Kullback-Leibler divergence of the input, logarithms of probabilities, from the target, as
 * {@code torch.nn.KLDivLoss}: {@code t * (log(t) - x)}, 0 where t is 0.
 *
 * <p>Shapes: input and target of the same shape; result a scalar or, without reduction, their
 * shape.
 */
final class KLDivLossLayer {
  private final KLDivOptions options;

  /** Creates the loss with PyTorch's defaults. */
  @Puts("options = {reduction = constant('MEAN'), batchMean = false}")
  public KLDivLossLayer() {
    this(KLDivOptions.defaults());
  }

  /** Creates the loss with options. */
  @Puts("options = $0")
  public KLDivLossLayer(KLDivOptions options) {
    this.options = options;
  }

  @Forward(invoker = "KLDivLoss")
  @ShapeRule(
      "when(options.batchMean, reduce(broadcast($0, $1), (), false), reduction(options.reduction,"
          + " broadcast($0, $1)))")
  Tensor forward(Tensor input, Tensor target) {
    return options.batchMean()
        ? input.klDivBatchMean(target, options.logTarget())
        : input.klDiv(target, options.logTarget(), options.reduction());
  }
}
