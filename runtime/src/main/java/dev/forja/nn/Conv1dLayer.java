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
 * One-dimensional convolution, as {@code torch.nn.Conv1d}: {@code y[n][o][i] = b[o] + sum over c, s
 * of w[o][c][s] * x[n][c][i * stride + s * dilation - padding]}, the sum over the input channels of
 * the output's group. Weight and bias are initialised from U(-k, k), {@code k = 1 / sqrt(inChannels
 * / groups * kernelSize)}.
 *
 * <p>Shapes: x [n, inChannels, l] or [inChannels, l]; weight [outChannels, inChannels / groups,
 * kernelSize]; bias [outChannels]; y has the rank of x, outChannels channels and the length {@code
 * (l + 2 * padding - dilation * (kernelSize - 1) - 1) / stride + 1}, rounded down.
 */
final class Conv1dLayer {
  /** The rule of the shape of its result, also that of the layer that is made at its first call. */
  static final String RULE =
      "resize(resize(ranked($0, 2, 3), -2, outChannels), -1, when(options.samePadding, size($0,"
          + " -1), window(size($0, -1), kernelSize, options.stride, options.padding,"
          + " options.dilation, false)))";

  final int inChannels;
  final int outChannels;

  /** The weight, [outChannels, inChannels / groups, kernelSize]. */
  @ShapeRule("[outChannels, inChannels / options.groups, kernelSize]")
  final Parameter weight;

  /** The bias, [outChannels]; null if there is none. */
  @ShapeRule("[outChannels]")
  final @Nullable Parameter bias;

  final int kernelSize;
  final Conv1dOptions options;
  private final ConvWindow slide;
  private final Conv2dOp op;

  /** Creates the layer with the default options. */
  @Puts({
    "inChannels = $0",
    "outChannels = $1",
    "kernelSize = $2",
    "options = {stride = 1, padding = 0, samePadding = false, dilation = 1, groups = 1}"
  })
  public Conv1dLayer(int inChannels, int outChannels, int kernelSize) {
    this(inChannels, outChannels, kernelSize, Conv1dOptions.defaults());
  }

  /** Creates the layer with these options. */
  @Puts({"inChannels = $0", "outChannels = $1", "kernelSize = $2", "options = $3"})
  public Conv1dLayer(int inChannels, int outChannels, int kernelSize, Conv1dOptions options) {
    this(inChannels, outChannels, kernelSize, options, null, null);
  }

  private Conv1dLayer(
      int inChannels,
      int outChannels,
      int kernelSize,
      Conv1dOptions options,
      @Nullable Parameter weight,
      @Nullable Parameter bias) {
    int groups = options.groups();
    if (groups < 1 || inChannels % groups != 0 || outChannels % groups != 0) {
      throw new IllegalArgumentException(
          "Conv1d: inChannels %d and outChannels %d, but both must be multiples of groups %d"
              .formatted(inChannels, outChannels, groups));
    }
    if (options.samePadding() && options.stride() != 1) {
      throw new IllegalArgumentException(
          "Conv1d: stride %d with the padding 'same', but only stride 1 gives an output as long as"
                  .formatted(options.stride())
              + " the input. Give a padding in numbers");
    }
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelSize = kernelSize;
    this.options = options;
    this.slide =
        options.samePadding()
            ? ConvWindow.same(kernelSize, options.dilation())
            : ConvWindow.of(options.stride(), options.padding(), options.dilation());
    boolean zeros = options.paddingMode() == PaddingMode.ZEROS;
    this.op = new Conv2dOp(ConvWindow.ONE, zeros ? slide : slide.bare(), groups);
    int fanIn = inChannels / groups * kernelSize;
    double bound = fanIn > 0 ? 1 / Math.sqrt(fanIn) : 0;
    this.weight =
        weight != null
            ? weight
            : Init.uniform(
                Parameter.zeros(outChannels, inChannels / groups, kernelSize), -bound, bound);
    this.bias =
        bias != null || !options.bias()
            ? bias
            : Init.uniform(Parameter.zeros(outChannels), -bound, bound);
  }

  /**
   * A layer of parameters that exist already, such as those of another layer. The layer uses the
   * parameters themselves, not copies.
   *
   * @param weight [outChannels, inChannels / groups, kernelSize]
   * @param bias [outChannels]; null for none, whatever {@code options.bias()} says
   * @throws IllegalArgumentException if a shape is another
   */
  @Puts({
    "inChannels = size($0, 1) * $2.groups",
    "outChannels = size($0, 0)",
    "kernelSize = size($0, 2)",
    "options = $2"
  })
  public Conv1dLayer(Parameter weight, @Nullable Parameter bias, Conv1dOptions options) {
    int[] shape =
        GivenParameters.shape("Conv1d", weight, "outChannels", "inChannels / groups", "kernelSize");
    GivenParameters.checkBias("Conv1d", bias, shape[0]);
    int inChannels = Math.multiplyExact(shape[1], options.groups());
    this(inChannels, shape[0], shape[2], options.withBias(bias != null), weight, bias);
  }

  @Forward(invoker = "Conv1d")
  @ShapeRule(RULE)
  @Shape("... outChannels _")
  Tensor forward(@Shape("... inChannels _") Tensor input) {
    Tensor padded =
        options.paddingMode() == PaddingMode.ZEROS
            ? input
            : input.pad(new int[] {slide.padBefore(), slide.padAfter()}, options.paddingMode());
    // Treats the input as an image of height 1.
    return padded.unsqueeze(-2).conv2d(weight.unsqueeze(2), bias, op).squeeze(-2);
  }

  String extraRepr() {
    StringBuilder text = new StringBuilder();
    text.append(inChannels).append(", ").append(outChannels);
    text.append(", kernel_size=").append(PythonText.tuple(kernelSize));
    text.append(", stride=").append(PythonText.tuple(options.stride()));
    if (options.samePadding()) {
      text.append(", padding=same");
    } else if (options.padding() != 0) {
      text.append(", padding=").append(PythonText.tuple(options.padding()));
    }
    if (options.dilation() != 1) {
      text.append(", dilation=").append(PythonText.tuple(options.dilation()));
    }
    if (options.groups() != 1) {
      text.append(", groups=").append(options.groups());
    }
    text.append(bias == null ? ", bias=False" : "");
    return text.append(PythonText.unlessZeros(options.paddingMode())).toString();
  }
}
