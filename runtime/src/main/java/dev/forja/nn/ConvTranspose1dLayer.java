package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.ConvTransposeOptions;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Size3d;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Transposed convolution in one dimension, as {@code torch.nn.ConvTranspose1d}: each input adds the
 * kernel, times its value, to the output, at distances of the stride. Weight and bias are
 * initialised from U(-k, k), {@code k = 1 / sqrt(outChannels / groups * the elements of the
 * kernel)}.
 *
 * <p>Shapes: x [n, inChannels, l] or [inChannels, l]; weight [inChannels, outChannels / groups,
 * kernelSize]; bias [outChannels]; y has the rank of x, outChannels channels and, in each
 * direction, {@code (size - 1) * stride - 2 * padding + dilation * (kernel - 1) + outputPadding +
 * 1}.
 *
 * <p>Source: M. Zeiler et al., Deconvolutional Networks, CVPR 2010.
 */
final class ConvTranspose1dLayer {
  /** The rule of the shape of its result, also that of the layer that is made at its first call. */
  static final String RULE =
      "resize(resize(ranked($0, 2, 3), -2, outChannels), -1, (size($0, -1) - 1) *"
          + " options.stride.width - 2 * options.padding.width + options.dilation.width *"
          + " (kernelSize.width - 1) + options.outputPadding.width + 1)";

  final int inChannels;
  final int outChannels;

  /** The weight, [inChannels, outChannels / groups, kernelSize]. */
  @ShapeRule("[inChannels, outChannels / options.groups, kernelSize.width]")
  final Parameter weight;

  /** The bias, [outChannels]; null if there is none. */
  @ShapeRule("[outChannels]")
  final @Nullable Parameter bias;

  final Size3d kernelSize;
  final ConvTransposeOptions options;

  /** Creates the layer with the same kernel size in all directions and the default options. */
  @Puts({
    "inChannels = $0",
    "outChannels = $1",
    "kernelSize = {depth = $2, height = $2, width = $2}",
    "options = {stride = {depth = 1, height = 1, width = 1}, padding = {depth = 0, height = 0,"
        + " width = 0}, outputPadding = {depth = 0, height = 0, width = 0}, groups = 1,"
        + " dilation = {depth = 1, height = 1, width = 1}}"
  })
  public ConvTranspose1dLayer(int inChannels, int outChannels, int kernelSize) {
    this(inChannels, outChannels, Size3d.of(kernelSize), ConvTransposeOptions.defaults());
  }

  /** With a kernel of this size and options. */
  @Puts({
    "inChannels = $0",
    "outChannels = $1",
    "kernelSize = {depth = $2, height = $2, width = $2}",
    "options = $3"
  })
  public ConvTranspose1dLayer(
      int inChannels, int outChannels, int kernelSize, ConvTransposeOptions options) {
    this(inChannels, outChannels, Size3d.of(kernelSize), options);
  }

  /** Creates the layer with a kernel of this size. */
  @Puts({"inChannels = $0", "outChannels = $1", "kernelSize = $2", "options = $3"})
  public ConvTranspose1dLayer(
      int inChannels, int outChannels, Size3d kernelSize, ConvTransposeOptions options) {
    int groups = options.groups();
    SpatialWeights.check("ConvTranspose1d", inChannels, outChannels, groups);
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelSize = kernelSize;
    this.options = options;
    int fan = outChannels / groups * kernelSize.width();
    this.weight = SpatialWeights.draw(fan, inChannels, outChannels / groups, kernelSize.width());
    this.bias = options.bias() ? SpatialWeights.draw(fan, outChannels) : null;
  }

  @Forward(invoker = "ConvTranspose1d")
  @ShapeRule(RULE)
  @Shape("... outChannels _")
  Tensor forward(@Shape("... inChannels _") Tensor input) {
    return input.convTranspose1d(weight, bias, options);
  }

  /** The call with PyTorch's {@code output_size} instead of the output padding. */
  @Forward(entry = "callToSize")
  @ShapeRule("resize(resize(ranked($0, 2, 3), -2, outChannels), -1, $1)")
  Tensor toSize(Tensor input, int length) {
    Size3d extra =
        new Size3d(
            0,
            0,
            OutputPadding.of("ConvTranspose1d", input.size(-1), 2, length, kernelSize, options));
    return input.convTranspose1d(weight, bias, options.withOutputPadding(extra));
  }

  String extraRepr() {
    StringBuilder text = new StringBuilder();
    text.append(inChannels).append(", ").append(outChannels);
    text.append(", kernel_size=").append(SpatialWeights.text(kernelSize, 1));
    text.append(", stride=").append(SpatialWeights.text(options.stride(), 1));
    if (!options.padding().equals(Size3d.of(0))) {
      text.append(", padding=").append(SpatialWeights.text(options.padding(), 1));
    }
    if (!options.dilation().equals(Size3d.of(1))) {
      text.append(", dilation=").append(SpatialWeights.text(options.dilation(), 1));
    }
    if (!options.outputPadding().equals(Size3d.of(0))) {
      text.append(", output_padding=").append(SpatialWeights.text(options.outputPadding(), 1));
    }
    if (options.groups() != 1) {
      text.append(", groups=").append(options.groups());
    }
    return text.append(bias == null ? ", bias=False" : "").toString();
  }
}
