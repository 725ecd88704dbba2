package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.op.Conv2dOp;
import dev.forja.op.ConvWindow;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Init;
import dev.forja.tensor.PaddingMode;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Two-dimensional convolution, as {@code torch.nn.Conv2d}: {@code y[n][o][i][j] = b[o] + sum over
 * c, s, t of w[o][c][s][t] * x[n][c][i * stride + s * dilation - padding][..]}, the sum over the
 * input channels of the output's group. Weight and bias are initialised from U(-k, k), {@code k = 1
 * / sqrt(inChannels / groups * kernelHeight * kernelWidth)}.
 *
 * <p>Shapes: x [n, inChannels, h, w] or [inChannels, h, w]; weight [outChannels, inChannels /
 * groups, kernelHeight, kernelWidth]; bias [outChannels]; y has the rank of x, outChannels channels
 * and, in each direction, {@code (size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1},
 * rounded down.
 */
final class Conv2dLayer {
  /** The rule of the shape of its result, also that of the layer that is made at its first call. */
  static final String RULE =
      "when(options.samePadding, resize(image($0), -3, outChannels), windows($0, outChannels,"
          + " kernelSize, options.stride, options.padding, options.dilation, false))";

  final int inChannels;
  final int outChannels;

  /** The weight, [outChannels, inChannels / groups, kernelHeight, kernelWidth]. */
  @ShapeRule("[outChannels, inChannels / options.groups, kernelSize.height, kernelSize.width]")
  final Parameter weight;

  /** The bias, [outChannels]; null if there is none. */
  @ShapeRule("[outChannels]")
  final @Nullable Parameter bias;

  final Size2d kernelSize;
  final Conv2dOptions options;
  private final ConvWindow rows;
  private final ConvWindow columns;
  private final Conv2dOp op;

  /** Creates the layer with a square kernel and the default options. */
  @Puts({
    "inChannels = $0",
    "outChannels = $1",
    "kernelSize = {height = $2, width = $2}",
    "options = {stride = {height = 1, width = 1}, padding = {height = 0, width = 0}, samePadding ="
        + " false, dilation = {height = 1, width = 1}, groups = 1}"
  })
  public Conv2dLayer(int inChannels, int outChannels, int kernelSize) {
    this(inChannels, outChannels, kernelSize, Conv2dOptions.defaults());
  }

  /** Creates the layer with a square kernel. */
  @Puts({
    "inChannels = $0",
    "outChannels = $1",
    "kernelSize = {height = $2, width = $2}",
    "options = $3"
  })
  public Conv2dLayer(int inChannels, int outChannels, int kernelSize, Conv2dOptions options) {
    this(inChannels, outChannels, Size2d.of(kernelSize), options);
  }

  /** Creates the layer with a kernel of this height and width. */
  @Puts({"inChannels = $0", "outChannels = $1", "kernelSize = $2", "options = $3"})
  public Conv2dLayer(int inChannels, int outChannels, Size2d kernelSize, Conv2dOptions options) {
    this(inChannels, outChannels, kernelSize, options, null, null);
  }

  private Conv2dLayer(
      int inChannels,
      int outChannels,
      Size2d kernelSize,
      Conv2dOptions options,
      @Nullable Parameter weight,
      @Nullable Parameter bias) {
    int groups = options.groups();
    if (groups < 1 || inChannels % groups != 0 || outChannels % groups != 0) {
      throw new IllegalArgumentException(
          "Conv2d: inChannels %d and outChannels %d, but both must be multiples of groups %d"
              .formatted(inChannels, outChannels, groups));
    }
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelSize = kernelSize;
    this.options = options;
    boolean same = options.samePadding();
    checkStride(options);
    this.rows =
        same
            ? ConvWindow.same(kernelSize.height(), options.dilation().height())
            : ConvWindow.of(
                options.stride().height(), options.padding().height(), options.dilation().height());
    this.columns =
        same
            ? ConvWindow.same(kernelSize.width(), options.dilation().width())
            : ConvWindow.of(
                options.stride().width(), options.padding().width(), options.dilation().width());
    boolean zeros = options.paddingMode() == PaddingMode.ZEROS;
    this.op = new Conv2dOp(zeros ? rows : rows.bare(), zeros ? columns : columns.bare(), groups);
    int fanIn = inChannels / groups * kernelSize.height() * kernelSize.width();
    double bound = fanIn > 0 ? 1 / Math.sqrt(fanIn) : 0;
    this.weight =
        weight != null
            ? weight
            : Init.uniform(
                Parameter.zeros(
                    outChannels, inChannels / groups, kernelSize.height(), kernelSize.width()),
                -bound,
                bound);
    this.bias =
        bias != null || !options.bias()
            ? bias
            : Init.uniform(Parameter.zeros(outChannels), -bound, bound);
  }

  private static void checkStride(Conv2dOptions options) {
    if (options.samePadding() && !options.stride().equals(Size2d.of(1))) {
      throw new IllegalArgumentException(
          "Conv2d: stride %s with the padding 'same', but only stride 1 gives an output as large as"
                  .formatted(options.stride())
              + " the input. Give a padding in numbers");
    }
  }

  /**
   * A layer of parameters that exist already, such as those of another layer. The layer uses the
   * parameters themselves, not copies.
   *
   * @param weight [outChannels, inChannels / groups, kernelHeight, kernelWidth]
   * @param bias [outChannels]; null for none, whatever {@code options.bias()} says
   * @throws IllegalArgumentException if a shape is another
   */
  @Puts({
    "inChannels = size($0, 1) * $2.groups",
    "outChannels = size($0, 0)",
    "kernelSize = {height = size($0, 2), width = size($0, 3)}",
    "options = $2"
  })
  public Conv2dLayer(Parameter weight, @Nullable Parameter bias, Conv2dOptions options) {
    int[] shape =
        GivenParameters.shape(
            "Conv2d", weight, "outChannels", "inChannels / groups", "kernelHeight", "kernelWidth");
    GivenParameters.checkBias("Conv2d", bias, shape[0]);
    int inChannels = Math.multiplyExact(shape[1], options.groups());
    Size2d kernelSize = new Size2d(shape[2], shape[3]);
    this(inChannels, shape[0], kernelSize, options.withBias(bias != null), weight, bias);
  }

  @Forward(invoker = "Conv2d")
  @ShapeRule(RULE)
  @Shape("... outChannels _ _")
  Tensor forward(@Shape("... inChannels _ _") Tensor input) {
    Tensor padded =
        options.paddingMode() == PaddingMode.ZEROS
            ? input
            : input.pad(
                new int[] {
                  columns.padBefore(), columns.padAfter(), rows.padBefore(), rows.padAfter()
                },
                options.paddingMode());
    return padded.conv2d(weight, bias, op);
  }

  String extraRepr() {
    StringBuilder text = new StringBuilder();
    text.append(inChannels).append(", ").append(outChannels);
    text.append(", kernel_size=").append(kernelSize).append(", stride=").append(options.stride());
    if (options.samePadding()) {
      text.append(", padding=same");
    } else if (!options.padding().equals(Size2d.of(0))) {
      text.append(", padding=").append(options.padding());
    }
    if (!options.dilation().equals(Size2d.of(1))) {
      text.append(", dilation=").append(options.dilation());
    }
    if (options.groups() != 1) {
      text.append(", groups=").append(options.groups());
    }
    text.append(bias == null ? ", bias=False" : "");
    return text.append(PythonText.unlessZeros(options.paddingMode())).toString();
  }
}
