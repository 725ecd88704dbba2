package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * The negative log likelihood of a Poisson distribution, as {@code torch.nn.PoissonNLLLoss}: {@code
 * e^x - t x} if the input is a logarithm, otherwise {@code x - t ln(x + eps)}; with {@code full},
 * Stirling's {@code t ln t - t + ln(2 pi t) / 2} is added for targets above 1.
 *
 * <p>Shapes: input and target broadcast; result a scalar or, without reduction, that of the losses.
 */
final class PoissonNLLLossLayer {
  final boolean logInput;
  final boolean full;
  final double eps;
  final Reduction reduction;

  /** Creates the loss with PyTorch's defaults: the mean. */
  @Puts("reduction = constant('MEAN')")
  public PoissonNLLLossLayer() {
    this(true, false, 1e-8, Reduction.MEAN);
  }

  /**
   * Creates the layer with options.
   *
   * @param logInput whether the input is the logarithm of the mean
   * @param full whether Stirling's approximation is added
   * @param eps a number that keeps the logarithm from zero
   * @param reduction how the losses are reduced
   */
  @Puts("reduction = $3")
  public PoissonNLLLossLayer(boolean logInput, boolean full, double eps, Reduction reduction) {
    this.logInput = logInput;
    this.full = full;
    this.eps = eps;
    this.reduction = reduction;
  }

  @Forward(invoker = "PoissonNLLLoss")
  @ShapeRule("reduction(reduction, broadcast($0, $1))")
  Tensor forward(Tensor input, Tensor target) {
    return input.poissonNllLoss(target, logInput, full, eps, reduction);
  }
}
