package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import java.util.Arrays;

/**
 * Batch norm, as {@code torch.nn.BatchNorm1d}: {@code y = (x - mean) / sqrt(variance + eps) *
 * weight + bias} by channel. In training, the mean and the (biased) variance are those of the
 * batch, and update the running statistics (with the unbiased variance); in evaluation, the running
 * statistics are used. Weights are initialised to 1, biases to 0.
 *
 * <p>Shapes: x and y [n, numFeatures] or [n, numFeatures, l].
 *
 * <p>Source: S. Ioffe and C. Szegedy, Batch Normalization, <a
 * href="https://arxiv.org/abs/1502.03167">arXiv:1502.03167</a>.
 */
final class BatchNorm1dLayer extends BatchNormState {
  /** Creates the layer with the default options. */
  @Puts({"numFeatures = $0", "options = {affine = true}"})
  public BatchNorm1dLayer(int numFeatures) {
    this(numFeatures, BatchNormOptions.defaults());
  }

  /** Creates the layer with these options. */
  @Puts({"numFeatures = $0", "options = $1"})
  public BatchNorm1dLayer(int numFeatures, BatchNormOptions options) {
    super(numFeatures, options);
  }

  @Forward(invoker = "BatchNorm1d")
  @ShapeRule("when(options.affine, channels(ranked($0, 2, 3), numFeatures), ranked($0, 2, 3))")
  Tensor forward(Tensor input, CallContext context) {
    int rank = input.rank();
    if (rank != 2 && rank != 3) {
      throw new IllegalArgumentException(
          "BatchNorm1d: input %s: expected [n, %d] or [n, %d, l]"
              .formatted(Arrays.toString(input.shape()), numFeatures, numFeatures));
    }
    return normalize(input, context.training());
  }
}
