package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Batch norm, as {@code torch.nn.BatchNorm3d}: {@code y = (x - mean) / sqrt(variance + eps) *
 * weight + bias} by channel. In training, the mean and the (biased) variance are those of the
 * batch, and update the running statistics (with the unbiased variance); in evaluation, the running
 * statistics are used. Weights are initialised to 1, biases to 0.
 *
 * <p>Shapes: x and y [n, numFeatures, d, h, w].
 *
 * <p>Source: S. Ioffe and C. Szegedy, Batch Normalization, <a
 * href="https://arxiv.org/abs/1502.03167">arXiv:1502.03167</a>.
 */
final class BatchNorm3dLayer extends BatchNormState {
  /** Creates the layer with the default options. */
  @Puts({"numFeatures = $0", "options = {affine = true}"})
  public BatchNorm3dLayer(int numFeatures) {
    this(numFeatures, BatchNormOptions.defaults());
  }

  /** Creates the layer with these options. */
  @Puts({"numFeatures = $0", "options = $1"})
  public BatchNorm3dLayer(int numFeatures, BatchNormOptions options) {
    super(numFeatures, options);
  }

  @Forward(invoker = "BatchNorm3d")
  @ShapeRule("same($0)")
  @Shape("n numFeatures d h w")
  Tensor forward(@Shape("n numFeatures d h w") Tensor input, CallContext context) {
    return normalize(input, context.training());
  }
}
