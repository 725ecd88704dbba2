package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.ConvOptions;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Size3d;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Three-dimensional convolution, as {@code torch.nn.Conv3d}: {@code y[n][o][i][j][k] = b[o] + sum
 * over c, s, t, u of w[o][c][s][t][u] * x[n][c][i * stride + s * dilation - padding][..][..]}, the
 * sum over the input channels of the output's group. Weight and bias are initialised from U(-k, k),
 * {@code k = 1 / sqrt(inChannels / groups * the elements of the kernel)}.
 *
 * <p>Shapes: x [n, inChannels, d, h, w] or [inChannels, d, h, w]; weight [outChannels, inChannels /
 * groups, kernelDepth, kernelHeight, kernelWidth]; bias [outChannels]; y has the rank of x,
 * outChannels channels and, in each direction, {@code (size + 2 * padding - dilation * (kernel - 1)
 * - 1) / stride + 1}, rounded down.
 */
final class Conv3dLayer {
  /** The rule of the shape of its result, also that of the layer that is made at its first call. */
  static final String RULE =
      "resize(resize(resize(resize(ranked($0, 4, 5), -4, outChannels), -3,"
          + " when(options.samePadding, size($0, -3), window(size($0, -3),"
          + " kernelSize.depth, options.stride.depth, options.padding.depth,"
          + " options.dilation.depth, false))), -2, when(options.samePadding, size($0, -2),"
          + " window(size($0, -2), kernelSize.height, options.stride.height,"
          + " options.padding.height, options.dilation.height, false))), -1,"
          + " when(options.samePadding, size($0, -1), window(size($0, -1),"
          + " kernelSize.width, options.stride.width, options.padding.width,"
          + " options.dilation.width, false)))";

  final int inChannels;
  final int outChannels;

  /** The weight, [outChannels, inChannels / groups, kernelDepth, kernelHeight, kernelWidth]. */
  @ShapeRule(
      "[outChannels, inChannels / options.groups, kernelSize.depth, kernelSize.height,"
          + " kernelSize.width]")
  final Parameter weight;

  /** The bias, [outChannels]; null if there is none. */
  @ShapeRule("[outChannels]")
  final @Nullable Parameter bias;

  final Size3d kernelSize;
  final ConvOptions options;

  /** Creates the layer with a cubic kernel and the default options. */
  @Puts({
    "inChannels = $0",
    "outChannels = $1",
    "kernelSize = {depth = $2, height = $2, width = $2}",
    "options = {stride = {depth = 1, height = 1, width = 1}, padding = {depth = 0, height = 0,"
        + " width = 0}, samePadding = false, dilation = {depth = 1, height = 1, width = 1},"
        + " groups = 1}"
  })
  public Conv3dLayer(int inChannels, int outChannels, int kernelSize) {
    this(inChannels, outChannels, Size3d.of(kernelSize), ConvOptions.defaults());
  }

  /** With a cubic kernel and options. */
  @Puts({
    "inChannels = $0",
    "outChannels = $1",
    "kernelSize = {depth = $2, height = $2, width = $2}",
    "options = $3"
  })
  public Conv3dLayer(int inChannels, int outChannels, int kernelSize, ConvOptions options) {
    this(inChannels, outChannels, Size3d.of(kernelSize), options);
  }

  /** Creates the layer with a kernel of this size. */
  @Puts({"inChannels = $0", "outChannels = $1", "kernelSize = $2", "options = $3"})
  public Conv3dLayer(int inChannels, int outChannels, Size3d kernelSize, ConvOptions options) {
    int groups = options.groups();
    SpatialWeights.check("Conv3d", inChannels, outChannels, groups);
    if (options.samePadding() && !options.stride().equals(Size3d.of(1))) {
      throw new IllegalArgumentException(
          "Conv3d: stride %s with the padding 'same', but only stride 1 gives an output as large as"
                  .formatted(options.stride())
              + " the input. Give a padding in numbers");
    }
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelSize = kernelSize;
    this.options = options;
    int taps = kernelSize.depth() * kernelSize.height() * kernelSize.width();
    int fan = inChannels / groups * taps;
    this.weight =
        SpatialWeights.draw(
            fan,
            outChannels,
            inChannels / groups,
            kernelSize.depth(),
            kernelSize.height(),
            kernelSize.width());
    this.bias = options.bias() ? SpatialWeights.draw(fan, outChannels) : null;
  }

  @Forward(invoker = "Conv3d")
  @ShapeRule(RULE)
  @Shape("... outChannels _ _ _")
  Tensor forward(@Shape("... inChannels _ _ _") Tensor input) {
    return input.conv3d(weight, bias, options);
  }

  String extraRepr() {
    StringBuilder text = new StringBuilder();
    text.append(inChannels).append(", ").append(outChannels);
    text.append(", kernel_size=").append(SpatialWeights.text(kernelSize, 3));
    text.append(", stride=").append(SpatialWeights.text(options.stride(), 3));
    if (options.samePadding()) {
      text.append(", padding=same");
    } else if (!options.padding().equals(Size3d.of(0))) {
      text.append(", padding=").append(SpatialWeights.text(options.padding(), 3));
    }
    if (!options.dilation().equals(Size3d.of(1))) {
      text.append(", dilation=").append(SpatialWeights.text(options.dilation(), 3));
    }
    if (options.groups() != 1) {
      text.append(", groups=").append(options.groups());
    }
    text.append(bias == null ? ", bias=False" : "");
    return text.append(PythonText.unlessZeros(options.paddingMode())).toString();
  }
}
