package dev.forja.nn;

import dev.forja.Buffer;
import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.function.Supplier;

/**
 * {@code InstanceNorm2d} whose number of features is that of the channels of its first input, as
 * {@code torch.nn.LazyInstanceNorm2d}: weights, biases and running statistics are made then. Before
 * that call, asking for parameters or saving is an error; loading a state dict makes them in its
 * sizes. The first call must not be traced, and must have ended before other threads call the
 * layer.
 *
 * <p>Shapes: x and y [n, numFeatures, h, w] or [numFeatures, h, w].
 */
final class LazyInstanceNorm2dLayer {
  /** The weight and the bias; empty before the first call. */
  @Named("")
  final LinkedHashMap<String, Parameter> parameters;

  /** The running statistics; empty before the first call. */
  @Buffer
  @Named("")
  final LinkedHashMap<String, Tensor> buffers;

  @SuppressWarnings("forja:StateOpen") // its state is in the maps
  private final LazyModel layer;

  @SuppressWarnings("forja:StateOpen") // a function
  private final Supplier<String> text;

  /** Creates the layer with the default options of instance norm. */
  public LazyInstanceNorm2dLayer() {
    this(BatchNormOptions.instanceNorm());
  }

  /** Creates the layer with these options: {@link BatchNormOptions#instanceNorm} has PyTorch's. */
  public LazyInstanceNorm2dLayer(BatchNormOptions options) {
    LazyLayer made =
        new LazyLayer(
            "LazyInstanceNorm2d",
            LazyLayer.Channels.instanceNorm(2),
            channels -> new InstanceNorm2dLayer(channels, options),
            InstanceNorm2d::wrap);
    this.layer = made::at;
    this.text = made::text;
    this.parameters = made.parameters();
    this.buffers = made.buffers();
  }

  @Forward(invoker = "LazyInstanceNorm2d")
  @ShapeRule("ranked($0, 3, 4)")
  Tensor forward(Tensor input, CallContext context) {
    return layer.at(input, InstanceNorm2dLayer.class).forward(input, context);
  }

  String extraRepr() {
    return text.get();
  }
}
