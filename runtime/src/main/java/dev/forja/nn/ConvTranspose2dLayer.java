package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.array.Shapes;
import dev.forja.op.ConvTranspose2dOp;
import dev.forja.op.ConvWindow;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Init;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Transposed two-dimensional convolution, as {@code torch.nn.ConvTranspose2d}: the gradient of a
 * convolution with respect to its input, so that each input adds its product with the kernel to the
 * output. Weight and bias are initialised from U(-k, k), {@code k = 1 / sqrt(outChannels / groups *
 * kernelHeight * kernelWidth)}.
 *
 * <p>Shapes: x [n, inChannels, h, w] or [inChannels, h, w]; weight [inChannels, outChannels /
 * groups, kernelHeight, kernelWidth]; bias [outChannels]; y has the rank of x, outChannels channels
 * and, in each direction, {@code (size - 1) * stride - 2 * padding + dilation * (kernel - 1) +
 * outputPadding + 1}.
 *
 * <p>Source: M. Zeiler et al., Deconvolutional Networks, CVPR 2010.
 */
final class ConvTranspose2dLayer {
  /** The rule of the shape of its result, also that of the layer that is made at its first call. */
  static final String RULE =
      "resize(resize(resize(image($0), -3, outChannels), -2, (size($0, -2) - 1) *"
          + " options.stride.height - 2 * options.padding.height + options.dilation.height *"
          + " (kernelSize.height - 1) + options.outputPadding.height + 1), -1, (size($0, -1) - 1) *"
          + " options.stride.width - 2 * options.padding.width + options.dilation.width *"
          + " (kernelSize.width - 1) + options.outputPadding.width + 1)";

  final int inChannels;
  final int outChannels;

  /** The weight, [inChannels, outChannels / groups, kernelHeight, kernelWidth]. */
  @ShapeRule("[inChannels, outChannels / options.groups, kernelSize.height, kernelSize.width]")
  final Parameter weight;

  /** The bias, [outChannels]; null if there is none. */
  @ShapeRule("[outChannels]")
  final @Nullable Parameter bias;

  final Size2d kernelSize;
  final ConvTranspose2dOptions options;
  private final ConvTranspose2dOp op;

  /** Creates the layer with a square kernel and the default options. */
  @Puts({
    "inChannels = $0",
    "outChannels = $1",
    "kernelSize = {height = $2, width = $2}",
    "options = {stride = {height = 1, width = 1}, padding = {height = 0, width = 0}, outputPadding"
        + " = {height = 0, width = 0}, groups = 1, dilation = {height = 1, width = 1}}"
  })
  public ConvTranspose2dLayer(int inChannels, int outChannels, int kernelSize) {
    this(inChannels, outChannels, Size2d.of(kernelSize), ConvTranspose2dOptions.defaults());
  }

  /** With a square kernel and options. */
  @Puts({
    "inChannels = $0",
    "outChannels = $1",
    "kernelSize = {height = $2, width = $2}",
    "options = $3"
  })
  public ConvTranspose2dLayer(
      int inChannels, int outChannels, int kernelSize, ConvTranspose2dOptions options) {
    this(inChannels, outChannels, Size2d.of(kernelSize), options);
  }

  /** Creates the layer with a kernel of this height and width. */
  @Puts({"inChannels = $0", "outChannels = $1", "kernelSize = $2", "options = $3"})
  public ConvTranspose2dLayer(
      int inChannels, int outChannels, Size2d kernelSize, ConvTranspose2dOptions options) {
    this(inChannels, outChannels, kernelSize, options, null, null);
  }

  private ConvTranspose2dLayer(
      int inChannels,
      int outChannels,
      Size2d kernelSize,
      ConvTranspose2dOptions options,
      @Nullable Parameter weight,
      @Nullable Parameter bias) {
    int groups = options.groups();
    if (groups < 1 || inChannels % groups != 0 || outChannels % groups != 0) {
      throw new IllegalArgumentException(
          "ConvTranspose2d: inChannels %d and outChannels %d, but both must be multiples of groups"
                  .formatted(inChannels, outChannels)
              + " "
              + groups);
    }
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelSize = kernelSize;
    this.options = options;
    this.op = op(options.outputPadding());
    int fan = outChannels / groups * kernelSize.height() * kernelSize.width();
    double bound = fan > 0 ? 1 / Math.sqrt(fan) : 0;
    this.weight =
        weight != null
            ? weight
            : Init.uniform(
                Parameter.zeros(
                    inChannels, outChannels / groups, kernelSize.height(), kernelSize.width()),
                -bound,
                bound);
    this.bias =
        bias != null || !options.bias()
            ? bias
            : Init.uniform(Parameter.zeros(outChannels), -bound, bound);
  }

  private ConvTranspose2dOp op(Size2d extra) {
    Size2d stride = options.stride();
    Size2d padding = options.padding();
    Size2d dilation = options.dilation();
    return new ConvTranspose2dOp(
        ConvWindow.of(stride.height(), padding.height(), dilation.height()),
        ConvWindow.of(stride.width(), padding.width(), dilation.width()),
        extra.height(),
        extra.width(),
        options.groups());
  }

  /**
   * A layer of parameters that exist already, such as those of another layer. The layer uses the
   * parameters themselves, not copies.
   *
   * @param weight [inChannels, outChannels / groups, kernelHeight, kernelWidth]
   * @param bias [outChannels]; null for none, whatever {@code options.bias()} says
   * @throws IllegalArgumentException if a shape is another
   */
  @Puts({
    "inChannels = size($0, 0)",
    "outChannels = size($0, 1) * $2.groups",
    "kernelSize = {height = size($0, 2), width = size($0, 3)}",
    "options = $2"
  })
  public ConvTranspose2dLayer(
      Parameter weight, @Nullable Parameter bias, ConvTranspose2dOptions options) {
    int[] shape =
        GivenParameters.shape(
            "ConvTranspose2d",
            weight,
            "inChannels",
            "outChannels / groups",
            "kernelHeight",
            "kernelWidth");
    int outChannels = Math.multiplyExact(shape[1], options.groups());
    GivenParameters.checkBias("ConvTranspose2d", bias, outChannels);
    Size2d kernelSize = new Size2d(shape[2], shape[3]);
    this(shape[0], outChannels, kernelSize, options.withBias(bias != null), weight, bias);
  }

  @Forward(invoker = "ConvTranspose2d")
  @ShapeRule(RULE)
  @Shape("... outChannels _ _")
  Tensor forward(@Shape("... inChannels _ _") Tensor input) {
    return run(input, op);
  }

  /** The call with PyTorch's {@code output_size}, which replaces the output padding. */
  @Forward(entry = "callToSize")
  @ShapeRule("resample(resize(image($0), -3, outChannels), ($1.height, $1.width))")
  @Shape("... outChannels _ _")
  Tensor toSize(@Shape("... inChannels _ _") Tensor input, Size2d outputSize) {
    ConvTranspose2dOp bare = op(Size2d.of(0));
    int[] least = bare.outShape(input.shape(), weight.shape());
    int rank = least.length;
    int rows = outputSize.height() - least[rank - 2];
    int columns = outputSize.width() - least[rank - 1];
    Size2d stride = options.stride();
    if (rows < 0 || columns < 0 || rows >= stride.height() || columns >= stride.width()) {
      throw new IllegalArgumentException(
          "ConvTranspose2d: output size %s of input %s: expected from %d by %d on, by less than the stride %s more"
              .formatted(
                  outputSize,
                  Shapes.show(input.shape()),
                  least[rank - 2],
                  least[rank - 1],
                  stride));
    }
    return run(input, op(new Size2d(rows, columns)));
  }

  private Tensor run(Tensor input, ConvTranspose2dOp with) {
    return bias == null
        ? Tensor.apply(with, input, weight)
        : Tensor.apply(with, input, weight, bias);
  }

  String extraRepr() {
    StringBuilder text = new StringBuilder();
    text.append(inChannels).append(", ").append(outChannels);
    text.append(", kernel_size=").append(kernelSize).append(", stride=").append(options.stride());
    if (!options.padding().equals(Size2d.of(0))) {
      text.append(", padding=").append(options.padding());
    }
    if (!options.dilation().equals(Size2d.of(1))) {
      text.append(", dilation=").append(options.dilation());
    }
    if (!options.outputPadding().equals(Size2d.of(0))) {
      text.append(", output_padding=").append(options.outputPadding());
    }
    if (options.groups() != 1) {
      text.append(", groups=").append(options.groups());
    }
    return text.append(bias == null ? ", bias=False" : "").toString();
  }
}
