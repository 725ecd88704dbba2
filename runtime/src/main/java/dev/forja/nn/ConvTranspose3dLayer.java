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
 * Transposed convolution in three dimensions, as {@code torch.nn.ConvTranspose3d}: each input adds
 * the kernel, times its value, to the output, at distances of the stride. Weight and bias are
 * initialised from U(-k, k), {@code k = 1 / sqrt(outChannels / groups * the elements of the
 * kernel)}.
 *
 * <p>Shapes: x [n, inChannels, d, h, w] or [inChannels, d, h, w]; weight [inChannels, outChannels /
 * groups, kernelDepth, kernelHeight, kernelWidth]; bias [outChannels]; y has the rank of x,
 * outChannels channels and, in each direction, {@code (size - 1) * stride - 2 * padding + dilation
 * * (kernel - 1) + outputPadding + 1}.
 *
 * <p>Source: M. Zeiler et al., Deconvolutional Networks, CVPR 2010.
 */
final class ConvTranspose3dLayer {
  /** The rule of the shape of its result, also that of the layer that is made at its first call. */
  static final String RULE =
      "resize(resize(resize(resize(ranked($0, 4, 5), -4, outChannels), -3, (size($0,"
          + " -3) - 1) * options.stride.depth - 2 * options.padding.depth +"
          + " options.dilation.depth * (kernelSize.depth - 1) + options.outputPadding.depth"
          + " + 1), -2, (size($0, -2) - 1) * options.stride.height - 2 *"
          + " options.padding.height + options.dilation.height * (kernelSize.height - 1) +"
          + " options.outputPadding.height + 1), -1, (size($0, -1) - 1) *"
          + " options.stride.width - 2 * options.padding.width + options.dilation.width *"
          + " (kernelSize.width - 1) + options.outputPadding.width + 1)";

  final int inChannels;
  final int outChannels;

  /** The weight, [inChannels, outChannels / groups, kernelDepth, kernelHeight, kernelWidth]. */
  @ShapeRule(
      "[inChannels, outChannels / options.groups, kernelSize.depth, kernelSize.height, kernelSize.width]")
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
  public ConvTranspose3dLayer(int inChannels, int outChannels, int kernelSize) {
    this(inChannels, outChannels, Size3d.of(kernelSize), ConvTransposeOptions.defaults());
  }

  /** With a cubic kernel and options. */
  @Puts({
    "inChannels = $0",
    "outChannels = $1",
    "kernelSize = {depth = $2, height = $2, width = $2}",
    "options = $3"
  })
  public ConvTranspose3dLayer(
      int inChannels, int outChannels, int kernelSize, ConvTransposeOptions options) {
    this(inChannels, outChannels, Size3d.of(kernelSize), options);
  }

  /** Creates the layer with a kernel of this size. */
  @Puts({"inChannels = $0", "outChannels = $1", "kernelSize = $2", "options = $3"})
  public ConvTranspose3dLayer(
      int inChannels, int outChannels, Size3d kernelSize, ConvTransposeOptions options) {
    int groups = options.groups();
    SpatialWeights.check("ConvTranspose3d", inChannels, outChannels, groups);
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelSize = kernelSize;
    this.options = options;
    int fan = outChannels / groups * kernelSize.depth() * kernelSize.height() * kernelSize.width();
    this.weight =
        SpatialWeights.draw(
            fan,
            inChannels,
            outChannels / groups,
            kernelSize.depth(),
            kernelSize.height(),
            kernelSize.width());
    this.bias = options.bias() ? SpatialWeights.draw(fan, outChannels) : null;
  }

  @Forward(invoker = "ConvTranspose3d")
  @ShapeRule(RULE)
  @Shape("... outChannels _ _ _")
  Tensor forward(@Shape("... inChannels _ _ _") Tensor input) {
    return input.convTranspose3d(weight, bias, options);
  }

  /** The call with PyTorch's {@code output_size} instead of the output padding. */
  @Forward(entry = "callToSize")
  @ShapeRule(
      "resize(resize(resize(resize(ranked($0, 4, 5), -4, outChannels), -3, $1), -2,"
          + " $2), -1, $3)")
  Tensor toSize(Tensor input, int depth, int height, int width) {
    Size3d extra =
        new Size3d(
            OutputPadding.of("ConvTranspose3d", input.size(-3), 0, depth, kernelSize, options),
            OutputPadding.of("ConvTranspose3d", input.size(-2), 1, height, kernelSize, options),
            OutputPadding.of("ConvTranspose3d", input.size(-1), 2, width, kernelSize, options));
    return input.convTranspose3d(weight, bias, options.withOutputPadding(extra));
  }

  String extraRepr() {
    StringBuilder text = new StringBuilder();
    text.append(inChannels).append(", ").append(outChannels);
    text.append(", kernel_size=").append(SpatialWeights.text(kernelSize, 3));
    text.append(", stride=").append(SpatialWeights.text(options.stride(), 3));
    if (!options.padding().equals(Size3d.of(0))) {
      text.append(", padding=").append(SpatialWeights.text(options.padding(), 3));
    }
    if (!options.dilation().equals(Size3d.of(1))) {
      text.append(", dilation=").append(SpatialWeights.text(options.dilation(), 3));
    }
    if (!options.outputPadding().equals(Size3d.of(0))) {
      text.append(", output_padding=").append(SpatialWeights.text(options.outputPadding(), 3));
    }
    if (options.groups() != 1) {
      text.append(", groups=").append(options.groups());
    }
    return text.append(bias == null ? ", bias=False" : "").toString();
  }
}
