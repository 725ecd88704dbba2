package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Instance norm, as {@code torch.nn.InstanceNorm1d}: {@code y = (x - mean) / sqrt(variance + eps) *
 * weight + bias}, with the mean and the variance of each channel of each sequence. With running
 * statistics, training updates them, and evaluation uses them instead.
 *
 * <p>Shapes: x and y [n, numFeatures, l] or [numFeatures, l].
 *
 * <p>Source: D. Ulyanov et al., Instance Normalization, <a
 * href="https://arxiv.org/abs/1607.08022">arXiv:1607.08022</a>.
 */
final class InstanceNorm1dLayer extends InstanceNormState {
  /**
   * Creates the layer with PyTorch's defaults: eps 1e-5, no weight and bias, no running statistics.
   */
  @Puts({"numFeatures = $0", "options = {affine = false}"})
  public InstanceNorm1dLayer(int numFeatures) {
    this(numFeatures, BatchNormOptions.instanceNorm());
  }

  /**
   * With these options: {@link BatchNormOptions#instanceNorm} has the defaults of instance norms.
   */
  @Puts({"numFeatures = $0", "options = $1"})
  public InstanceNorm1dLayer(int numFeatures, BatchNormOptions options) {
    super("InstanceNorm1d", 1, numFeatures, options);
  }

  @Forward(invoker = "InstanceNorm1d")
  @ShapeRule("same($0)")
  @Shape("... numFeatures l")
  Tensor forward(@Shape("... numFeatures l") Tensor input, CallContext context) {
    return normalizeInstances(input, context.training());
  }
}
