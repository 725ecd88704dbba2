package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Instance norm, as {@code torch.nn.InstanceNorm3d}: {@code y = (x - mean) / sqrt(variance + eps) *
 * weight + bias}, with the mean and the variance of each channel of each volume. With running
 * statistics, training updates them, and evaluation uses them instead.
 *
 * <p>Shapes: x and y [n, numFeatures, d, h, w] or [numFeatures, d, h, w].
 *
 * <p>Source: D. Ulyanov et al., Instance Normalization, <a
 * href="https://arxiv.org/abs/1607.08022">arXiv:1607.08022</a>.
 */
final class InstanceNorm3dLayer extends InstanceNormState {
  /**
   * Creates the layer with PyTorch's defaults: eps 1e-5, no weight and bias, no running statistics.
   */
  @Puts({"numFeatures = $0", "options = {affine = false}"})
  public InstanceNorm3dLayer(int numFeatures) {
    this(numFeatures, BatchNormOptions.instanceNorm());
  }

  /**
   * With these options: {@link BatchNormOptions#instanceNorm} has the defaults of instance norms.
   */
  @Puts({"numFeatures = $0", "options = $1"})
  public InstanceNorm3dLayer(int numFeatures, BatchNormOptions options) {
    super("InstanceNorm3d", 3, numFeatures, options);
  }

  @Forward(invoker = "InstanceNorm3d")
  @ShapeRule("same($0)")
  @Shape("... numFeatures d h w")
  Tensor forward(@Shape("... numFeatures d h w") Tensor input, CallContext context) {
    return normalizeInstances(input, context.training());
  }
}
