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
 * {@code Conv2d} whose input channels are those of its first input, as {@code torch.nn.LazyConv2d}:
 * the parameters are made then, from U(-k, k) as there. Before that call, asking for parameters or
 * saving is an error; loading a state dict makes them in its sizes. The first call must not be
 * traced, and must have ended before other threads call the layer.
 *
 * <p>Shapes: those of {@code Conv2d}, x [n, inChannels, h, w] or [inChannels, h, w].
 */
final class LazyConv2dLayer {
  final int outChannels;
  final Size2d kernelSize;
  final Conv2dOptions options;

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
    "options = {stride = {height = 1, width = 1}, padding = {height = 0, width = 0}, samePadding ="
        + " false, dilation = {height = 1, width = 1}, groups = 1}"
  })
  public LazyConv2dLayer(int outChannels, int kernelSize) {
    this(outChannels, Size2d.of(kernelSize), Conv2dOptions.defaults());
  }

  /** With a square kernel and options. */
  @Puts({"outChannels = $0", "kernelSize = {height = $1, width = $1}", "options = $2"})
  public LazyConv2dLayer(int outChannels, int kernelSize, Conv2dOptions options) {
    this(outChannels, Size2d.of(kernelSize), options);
  }

  /** Creates the layer with a kernel of this size. */
  @Puts({"outChannels = $0", "kernelSize = $1", "options = $2"})
  public LazyConv2dLayer(int outChannels, Size2d kernelSize, Conv2dOptions options) {
    this.outChannels = outChannels;
    this.kernelSize = kernelSize;
    this.options = options;
    LazyLayer made =
        new LazyLayer(
            "LazyConv2d",
            LazyLayer.Channels.convolution(2, options.groups()),
            channels -> new Conv2dLayer(channels, outChannels, kernelSize, options),
            Conv2d::wrap);
    this.layer = made::at;
    this.text = made::text;
    this.parameters = made.parameters();
  }

  @Forward(invoker = "LazyConv2d")
  @ShapeRule(Conv2dLayer.RULE)
  @Shape("... outChannels _ _")
  Tensor forward(Tensor input) {
    return layer.at(input, Conv2dLayer.class).forward(input);
  }

  String extraRepr() {
    return text.get();
  }
}
