package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.function.Supplier;

/**
 * {@code ConvTranspose2d} whose input channels are those of its first input, as {@code
 * torch.nn.LazyConvTranspose2d}: the parameters are made then, from U(-k, k) as there. Before that
 * call, asking for parameters or saving is an error; loading a state dict makes them in its sizes.
 * The first call must not be traced, and must have ended before other threads call the layer.
 *
 * <p>Shapes: those of {@code ConvTranspose2d}, x [n, inChannels, h, w] or [inChannels, h, w].
 */
final class LazyConvTranspose2dLayer {
  final int outChannels;
  final Size2d kernelSize;
  final ConvTranspose2dOptions options;

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
    "kernelSize = {height = $1, width = $1}",
    "options = {stride = {height = 1, width = 1}, padding = {height = 0, width = 0}, outputPadding"
        + " = {height = 0, width = 0}, groups = 1, dilation = {height = 1, width = 1}}"
  })
  public LazyConvTranspose2dLayer(int outChannels, int kernelSize) {
    this(outChannels, Size2d.of(kernelSize), ConvTranspose2dOptions.defaults());
  }

  /** With a square kernel and options. */
  @Puts({"outChannels = $0", "kernelSize = {height = $1, width = $1}", "options = $2"})
  public LazyConvTranspose2dLayer(int outChannels, int kernelSize, ConvTranspose2dOptions options) {
    this(outChannels, Size2d.of(kernelSize), options);
  }

  /** Creates the layer with a kernel of this size. */
  @Puts({"outChannels = $0", "kernelSize = $1", "options = $2"})
  public LazyConvTranspose2dLayer(
      int outChannels, Size2d kernelSize, ConvTranspose2dOptions options) {
    this.outChannels = outChannels;
    this.kernelSize = kernelSize;
    this.options = options;
    LazyLayer made =
        new LazyLayer(
            "LazyConvTranspose2d",
            LazyLayer.Channels.transposed(2),
            channels -> new ConvTranspose2dLayer(channels, outChannels, kernelSize, options),
            ConvTranspose2d::wrap);
    this.layer = made::at;
    this.text = made::text;
    this.parameters = made.parameters();
  }

  @Forward(invoker = "LazyConvTranspose2d")
  @ShapeRule(ConvTranspose2dLayer.RULE)
  @Shape("... outChannels _ _")
  Tensor forward(Tensor input) {
    return layer.at(input, ConvTranspose2dLayer.class).forward(input);
  }

  /** The call with PyTorch's {@code output_size} instead of the output padding. */
  @Forward(entry = "callToSize")
  @ShapeRule("resample(resize(image($0), -3, outChannels), ($1.height, $1.width))")
  Tensor toSize(Tensor input, Size2d outputSize) {
    return layer.at(input, ConvTranspose2dLayer.class).toSize(input, outputSize);
  }

  String extraRepr() {
    return text.get();
  }
}
