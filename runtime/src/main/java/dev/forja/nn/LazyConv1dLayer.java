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
 * {@code Conv1d} whose input channels are those of its first input, as {@code torch.nn.LazyConv1d}:
 * the parameters are made then, from U(-k, k) as there. Before that call, asking for parameters or
 * saving is an error; loading a state dict makes them in its sizes. The first call must not be
 * traced, and must have ended before other threads call the layer.
 *
 * <p>Shapes: those of {@code Conv1d}, x [n, inChannels, l] or [inChannels, l].
 */
final class LazyConv1dLayer {
  final int outChannels;
  final int kernelSize;
  final Conv1dOptions options;

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
    "kernelSize = $1",
    "options = {stride = 1, padding = 0, samePadding = false, dilation = 1, groups = 1}"
  })
  public LazyConv1dLayer(int outChannels, int kernelSize) {
    this(outChannels, kernelSize, Conv1dOptions.defaults());
  }

  /** Creates the layer with a kernel of this size. */
  @Puts({"outChannels = $0", "kernelSize = $1", "options = $2"})
  public LazyConv1dLayer(int outChannels, int kernelSize, Conv1dOptions options) {
    this.outChannels = outChannels;
    this.kernelSize = kernelSize;
    this.options = options;
    LazyLayer made =
        new LazyLayer(
            "LazyConv1d",
            LazyLayer.Channels.convolution(1, options.groups()),
            channels -> new Conv1dLayer(channels, outChannels, kernelSize, options),
            Conv1d::wrap);
    this.layer = made::at;
    this.text = made::text;
    this.parameters = made.parameters();
  }

  @Forward(invoker = "LazyConv1d")
  @ShapeRule(Conv1dLayer.RULE)
  @Shape("... outChannels _")
  Tensor forward(Tensor input) {
    return layer.at(input, Conv1dLayer.class).forward(input);
  }

  String extraRepr() {
    return text.get();
  }
}
