package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = (x - mean) / sqrt(variance + eps) * weight + bias}, as {@code torch.nn.GroupNorm},
 * with the mean and the variance of each group of channels of each sample, weight and bias by
 * channel. Weights are initialised to 1, biases to 0.
 *
 * <p>Shapes: x and y [n, numChannels, ..], weight and bias [numChannels].
 *
 * <p>Source: Y. Wu and K. He, Group Normalization, <a
 * href="https://arxiv.org/abs/1803.08494">arXiv:1803.08494</a>.
 */
final class GroupNormLayer {
  final int numGroups;
  final int numChannels;
  final double eps;

  /** The scale of each channel, [numChannels]; null if there is none. */
  @ShapeRule("[numChannels]")
  final @Nullable Parameter weight;

  /** The bias of each channel, [numChannels]; null if there is none. */
  @ShapeRule("[numChannels]")
  final @Nullable Parameter bias;

  /** Creates the layer with eps 1e-5, a weight and a bias. */
  @Puts({"numChannels = $1", "affine = true"})
  public GroupNormLayer(int numGroups, int numChannels) {
    this(numGroups, numChannels, 1e-5, true);
  }

  /**
   * Creates the layer with options.
   *
   * @param eps the number added to the variance
   * @param affine whether there are weight and bias
   */
  @Puts({"numChannels = $1", "affine = $3"})
  public GroupNormLayer(int numGroups, int numChannels, double eps, boolean affine) {
    if (numGroups < 1 || numChannels % numGroups != 0) {
      throw new IllegalArgumentException(
          "GroupNorm: numChannels %d must be a multiple of numGroups %d"
              .formatted(numChannels, numGroups));
    }
    this.numGroups = numGroups;
    this.numChannels = numChannels;
    this.eps = eps;
    this.weight = affine ? Parameter.of(Tensor.ones(numChannels)) : null;
    this.bias = affine ? Parameter.zeros(numChannels) : null;
  }

  @Forward(invoker = "GroupNorm")
  @ShapeRule("when(affine, channels(ranked($0, 2, 99), numChannels), ranked($0, 2, 99))")
  Tensor forward(Tensor input) {
    return input.groupNorm(numGroups, weight, bias, eps);
  }

  String extraRepr() {
    return "%d, %d, eps=%s, affine=%s"
        .formatted(numGroups, numChannels, PythonText.of(eps), PythonText.of(weight != null));
  }
}
