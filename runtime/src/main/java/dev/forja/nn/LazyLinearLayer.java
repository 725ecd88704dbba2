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
 * {@code Linear} whose input features are the last dimension of its first input, as {@code
 * torch.nn.LazyLinear}: the parameters are made then, from U(-k, k) as there. Before that call,
 * asking for parameters or saving is an error; loading a state dict makes them in its sizes. The
 * first call must not be traced, and must have ended before other threads call the layer.
 *
 * <p>Shapes: x [..., inFeatures], weight [outFeatures, inFeatures], bias [outFeatures], y [...,
 * outFeatures].
 */
final class LazyLinearLayer {
  final int outFeatures;

  /** The weight and the bias; empty before the first call. */
  @Named("")
  final LinkedHashMap<String, Parameter> parameters;

  @SuppressWarnings("forja:StateOpen") // its state is in the maps
  private final LazyModel layer;

  @SuppressWarnings("forja:StateOpen") // a function
  private final Supplier<String> text;

  /** Creates a layer with a bias. */
  @Puts("outFeatures = $0")
  public LazyLinearLayer(int outFeatures) {
    this(outFeatures, true);
  }

  /** Creates a layer with or without a bias. */
  @Puts("outFeatures = $0")
  public LazyLinearLayer(int outFeatures, boolean bias) {
    this.outFeatures = outFeatures;
    LazyLayer made =
        new LazyLayer(
            "LazyLinear",
            LazyLayer.Channels.linear(),
            features -> new LinearLayer(features, outFeatures, bias),
            Linear::wrap);
    this.layer = made::at;
    this.text = made::text;
    this.parameters = made.parameters();
  }

  @Forward(invoker = "LazyLinear")
  @ShapeRule("resize($0, -1, outFeatures)")
  @Shape("... outFeatures")
  Tensor forward(Tensor input) {
    return layer.at(input, LinearLayer.class).forward(input);
  }

  String extraRepr() {
    return text.get();
  }
}
