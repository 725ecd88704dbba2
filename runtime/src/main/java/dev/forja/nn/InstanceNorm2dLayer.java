package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.array.Shapes;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Instance norm, as {@code torch.nn.InstanceNorm2d}: {@code y = (x - mean) / sqrt(variance + eps) *
 * weight + bias}, with the mean and the variance of each channel of each image. With running
 * statistics, training updates them, and evaluation uses them instead.
 *
 * <p>Shapes: x and y [n, numFeatures, h, w] or [numFeatures, h, w].
 *
 * <p>Source: D. Ulyanov et al., Instance Normalization, <a
 * href="https://arxiv.org/abs/1607.08022">arXiv:1607.08022</a>.
 */
final class InstanceNorm2dLayer extends BatchNormState {
  /**
   * Creates the layer with PyTorch's defaults: eps 1e-5, no weight and bias, no running statistics.
   */
  @Puts({"numFeatures = $0", "options = {affine = false}"})
  public InstanceNorm2dLayer(int numFeatures) {
    this(numFeatures, BatchNormOptions.defaults().withAffine(false).withTrackRunningStats(false));
  }

  /** With these options, whose own defaults are those of batch norm. */
  @Puts({"numFeatures = $0", "options = $1"})
  public InstanceNorm2dLayer(int numFeatures, BatchNormOptions options) {
    super(numFeatures, options);
  }

  @Forward(invoker = "InstanceNorm2d")
  @ShapeRule("same($0)")
  @Shape("... numFeatures h w")
  Tensor forward(@Shape("... numFeatures h w") Tensor input, CallContext context) {
    Tensor images = input.rank() == 3 ? input.unsqueeze(0) : input;
    Tensor output;
    if (!context.training() && runningMean != null) {
      output = normalize(images, false);
    } else {
      check(images);
      output = images.instanceNorm(weight, bias, options.eps());
      track(images.detach());
    }
    return input.rank() == 3 ? output.squeeze(0) : output;
  }

  /**
   * Checks for images with fewer than two elements per channel, whose statistics are NaN and would
   * remain in the running ones.
   */
  private void check(Tensor images) {
    if (images.size(-1) * images.size(-2) == 1) {
      throw new IllegalArgumentException(
          "InstanceNorm2d: input %s has only one value for each channel of an image: expected more, or"
                  .formatted(Shapes.show(images.shape()))
              + " running statistics and evaluation mode");
    }
    if (runningMean != null && images.count() == 0) {
      throw new IllegalArgumentException(
          "InstanceNorm2d: input %s is empty, so there are no statistics to track"
              .formatted(Shapes.show(images.shape())));
    }
  }

  private void track(Tensor images) {
    Double share = options.momentum();
    if (runningMean != null && runningVar != null && share != null) {
      tracking.lock();
      try {
        blend(runningMean, images.mean(2, 3).mean(0), share, 1);
        blend(runningVar, images.variance(2, 3).mean(0), share, 1);
      } finally {
        tracking.unlock();
      }
    }
  }
}
