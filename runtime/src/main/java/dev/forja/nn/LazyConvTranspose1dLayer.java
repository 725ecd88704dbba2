package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.ConvTransposeOptions;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Size3d;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.function.Supplier;

/**
 * {@code ConvTranspose1d} whose input channels are those of its first input, as {@code
 * torch.nn.LazyConvTranspose1d}: the parameters are made then, from U(-k, k) as there. Before that
 * call, asking for parameters or saving is an error; loading a state dict makes them in its sizes.
 * The first call must not be traced, and must have ended before other threads call the layer.
 *
 * <p>Shapes: those of {@code ConvTranspose1d}, x [n, inChannels, l] or [inChannels, l].
 */
final class LazyConvTranspose1dLayer {
  final int outChannels;
  final Size3d kernelSize;
  final ConvTransposeOptions options;

  /** The weight and the bias; empty before the first call. */
  @Named("")
  final LinkedHashMap<String, Parameter> parameters;

  @SuppressWarnings("forja:StateOpen") // its state is in the maps
  private final LazyModel layer;

  @SuppressWarnings("forja:StateOpen") // a function
  private final Supplier<String> text;

  /** Creates the layer with the same kernel size in all directions and the default options. */
  @Puts({
    "outChannels = $0",
    "kernelSize = {depth = $1, height = $1, width = $1}",
    "options = {stride = {depth = 1, height = 1, width = 1}, padding = {depth = 0, height = 0,"
        + " width = 0}, outputPadding = {depth = 0, height = 0, width = 0}, groups = 1,"
        + " dilation = {depth = 1, height = 1, width = 1}}"
  })
  public LazyConvTranspose1dLayer(int outChannels, int kernelSize) {
    this(outChannels, Size3d.of(kernelSize), ConvTransposeOptions.defaults());
  }

  /** With a kernel of this size and options. */
  @Puts({"outChannels = $0", "kernelSize = {depth = $1, height = $1, width = $1}", "options = $2"})
  public LazyConvTranspose1dLayer(int outChannels, int kernelSize, ConvTransposeOptions options) {
    this(outChannels, Size3d.of(kernelSize), options);
  }

  /** Creates the layer with a kernel of this size. */
  @Puts({"outChannels = $0", "kernelSize = $1", "options = $2"})
  public LazyConvTranspose1dLayer(
      int outChannels, Size3d kernelSize, ConvTransposeOptions options) {
    this.outChannels = outChannels;
    this.kernelSize = kernelSize;
    this.options = options;
    LazyLayer made =
        new LazyLayer(
            "LazyConvTranspose1d",
            LazyLayer.Channels.transposed(1),
            channels -> new ConvTranspose1dLayer(channels, outChannels, kernelSize, options),
            ConvTranspose1d::wrap);
    this.layer = made::at;
    this.text = made::text;
    this.parameters = made.parameters();
  }

  @Forward(invoker = "LazyConvTranspose1d")
  @ShapeRule(ConvTranspose1dLayer.RULE)
  @Shape("... outChannels _")
  Tensor forward(Tensor input) {
    return layer.at(input, ConvTranspose1dLayer.class).forward(input);
  }

  /** The call with PyTorch's {@code output_size} instead of the output padding. */
  @Forward(entry = "callToSize")
  @ShapeRule("resize(resize(ranked($0, 2, 3), -2, outChannels), -1, $1)")
  Tensor toSize(Tensor input, int length) {
    return layer.at(input, ConvTranspose1dLayer.class).toSize(input, length);
  }

  String extraRepr() {
    return text.get();
  }
}
