package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * The negative log likelihood of a normal distribution, as {@code torch.nn.GaussianNLLLoss}: {@code
 * (ln v + (x - t)^2 / v) / 2}, where v is the variance, at least eps.
 *
 * <p>Shapes: input and target broadcast; variance as the input, or without its last dimension, or
 * with size 1 there; result a scalar or, without reduction, that of the losses.
 *
 * <p>Source: D. Nix and A. Weigend, Estimating the mean and variance of the target probability
 * distribution, 1994.
 */
final class GaussianNLLLossLayer {
  final boolean full;
  final double eps;
  final Reduction reduction;

  /** Creates the loss with PyTorch's defaults: the mean. */
  @Puts("reduction = constant('MEAN')")
  public GaussianNLLLossLayer() {
    this(false, 1e-6, Reduction.MEAN);
  }

  /**
   * Creates the layer with options.
   *
   * @param full whether {@code ln(2 pi) / 2} is added
   * @param eps the least variance
   * @param reduction how the losses are reduced
   */
  @Puts("reduction = $2")
  public GaussianNLLLossLayer(boolean full, double eps, Reduction reduction) {
    this.full = full;
    this.eps = eps;
    this.reduction = reduction;
  }

  @Forward(invoker = "GaussianNLLLoss")
  @ShapeRule("reduction(reduction, broadcast($0, $1))")
  Tensor forward(Tensor input, Tensor target, Tensor variance) {
    return input.gaussianNllLoss(target, variance, full, eps, reduction);
  }
}
