package dev.forja.nn;

import dev.forja.module.NeuralModule;
import dev.forja.tensor.Init;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fuses a layer with the batch norm after it, for inference, as {@code torch.nn.utils.fusion}: with
 * running statistics, a batch norm is {@code y = x * scale + shift} by channel, with {@code scale =
 * weight / sqrt(variance + eps)}, which can be merged into the weight and the bias of the layer
 * before it. The arguments are not changed.
 *
 * <p>The results equal those of the two layers up to rounding. Each method throws {@link
 * IllegalArgumentException} if one of them is in training mode, if the batch norm keeps no running
 * statistics, or if its number of channels differs from that of the layer's output. Stateless and
 * therefore thread-safe.
 *
 * <p>Any thread may use it, while no other changes the layers that it reads.
 */
public final class Fusion {
  private Fusion() {}

  /** Returns a convolution in evaluation mode, with a bias, that replaces both layers. */
  public static Conv2d fuseConvBnEval(Conv2d conv, BatchNorm2d norm) {
    Conv2dLayer layer = conv.model();
    Affine affine = affine(conv, layer.outChannels, norm, norm.model());
    Conv2d fused =
        Init.skip(
            () ->
                Conv2d.of(
                    layer.inChannels,
                    layer.outChannels,
                    layer.kernelSize,
                    layer.options.withBias(true)));
    affine.fold(layer.weight, layer.bias, fused.weight(), fused.bias());
    return fused.eval();
  }

  /** Returns a convolution in evaluation mode, with a bias, that replaces both layers. */
  public static Conv1d fuseConvBnEval(Conv1d conv, BatchNorm1d norm) {
    Conv1dLayer layer = conv.model();
    Affine affine = affine(conv, layer.outChannels, norm, norm.model());
    Conv1d fused =
        Init.skip(
            () ->
                Conv1d.of(
                    layer.inChannels,
                    layer.outChannels,
                    layer.kernelSize,
                    layer.options.withBias(true)));
    affine.fold(layer.weight, layer.bias, fused.weight(), fused.bias());
    return fused.eval();
  }

  /**
   * Returns a transposed convolution in evaluation mode, with a bias, that replaces both layers.
   */
  public static ConvTranspose2d fuseConvBnEval(ConvTranspose2d conv, BatchNorm2d norm) {
    ConvTranspose2dLayer layer = conv.model();
    Affine affine = affine(conv, layer.outChannels, norm, norm.model());
    ConvTranspose2d fused =
        Init.skip(
            () ->
                ConvTranspose2d.of(
                    layer.inChannels,
                    layer.outChannels,
                    layer.kernelSize,
                    layer.options.withBias(true)));
    affine.foldTransposed(
        layer.options.groups(), layer.weight, layer.bias, fused.weight(), fused.bias());
    return fused.eval();
  }

  /** Returns a linear layer in evaluation mode, with a bias, that replaces both layers. */
  public static Linear fuseLinearBnEval(Linear linear, BatchNorm1d norm) {
    LinearLayer layer = linear.model();
    Affine affine = affine(linear, layer.outFeatures, norm, norm.model());
    Linear fused = Init.skip(() -> Linear.of(layer.inFeatures, layer.outFeatures));
    affine.fold(layer.weight, layer.bias, fused.weight(), fused.bias());
    return fused.eval();
  }

  private static Affine affine(
      NeuralModule layer, int channels, NeuralModule norm, BatchNormState state) {
    for (NeuralModule each : new NeuralModule[] {layer, norm}) {
      if (each.training()) {
        throw new IllegalArgumentException(
            "fusion: %s is in training mode, which uses the statistics of the batch: call eval()"
                .formatted(each.label()));
      }
    }
    Tensor mean = state.runningMean;
    Tensor variance = state.runningVar;
    if (mean == null || variance == null) {
      throw new IllegalArgumentException(
          "fusion: %s keeps no running statistics, so its results depend on the batch"
              .formatted(norm.label()));
    }
    if (state.numFeatures != channels) {
      throw new IllegalArgumentException(
          "fusion: %1$s has %2$d features, but the output of %4$s has %3$d"
              .formatted(norm.label(), state.numFeatures, channels, layer.label()));
    }
    return NoGrad.call(
        () -> {
          Tensor scale = variance.add(state.options.eps()).rsqrt();
          if (state.weight != null) {
            scale = scale.mul(state.weight);
          }
          return new Affine(mean, scale, state.bias);
        });
  }

  /**
   * A batch norm with its running statistics as an affine function.
   *
   * @param mean subtracted from each channel, [channels]
   * @param scale the factor of each channel, [channels]
   * @param shift added to each channel, [channels]; null for none
   */
  private record Affine(Tensor mean, Tensor scale, @Nullable Tensor shift) {
    /** Merges it into weights whose first dimension is the output channels. */
    void fold(
        Parameter weight,
        @Nullable Parameter bias,
        Parameter toWeight,
        @Nullable Parameter toBias) {
      int[] rows = ones(weight.rank());
      rows[0] = scale.count();
      NoGrad.run(() -> toWeight.copyFrom(weight.mul(scale.reshape(rows))));
      finish(weight, bias, toWeight, toBias);
    }

    /**
     * Merges it into weights [inputs, channels / groups, ..], where the inputs of each group are
     * contiguous.
     */
    void foldTransposed(
        int groups,
        Parameter weight,
        @Nullable Parameter bias,
        Parameter toWeight,
        @Nullable Parameter toBias) {
      int[] shape = weight.shape();
      int taps = weight.count() / (shape[0] * shape[1]);
      NoGrad.run(
          () -> {
            Tensor grouped = weight.reshape(groups, shape[0] / groups, shape[1], taps);
            Tensor scales = scale.reshape(groups, 1, shape[1], 1);
            toWeight.copyFrom(grouped.mul(scales).reshape(shape));
          });
      finish(weight, bias, toWeight, toBias);
    }

    private void finish(
        Parameter weight,
        @Nullable Parameter bias,
        Parameter toWeight,
        @Nullable Parameter toBias) {
      if (toBias == null) {
        throw new IllegalStateException("a fused layer has a bias");
      }
      NoGrad.run(
          () -> {
            Tensor centred = bias == null ? mean.neg() : bias.sub(mean);
            Tensor scaled = centred.mul(scale);
            toBias.copyFrom(shift == null ? scaled : scaled.add(shift));
          });
      toWeight.requiresGrad(weight.requiresGrad());
      toBias.requiresGrad(bias != null && bias.requiresGrad());
    }

    private static int[] ones(int rank) {
      int[] ones = new int[rank];
      Arrays.fill(ones, 1);
      return ones;
    }
  }
}
