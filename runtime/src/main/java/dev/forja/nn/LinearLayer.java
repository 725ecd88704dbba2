package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Init;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x Wᵀ + b}, as {@code torch.nn.Linear}. Weight and bias are initialised from U(-k, k),
 * {@code k = 1 / sqrt(inFeatures)}: Kaiming initialisation with a slope of sqrt(5).
 *
 * <p>Shapes: x [..., inFeatures], weight [outFeatures, inFeatures], bias [outFeatures], y [...,
 * outFeatures].
 *
 * <p>From the second call with five or more rows on, unchanged weights are also cached in the
 * layout of the kernels. This needs about as much memory again as the weights; it is released when
 * they change or when the layer is collected.
 */
final class LinearLayer {
  final int inFeatures;
  final int outFeatures;

  /** The weight, [outFeatures, inFeatures]. */
  @ShapeRule("[outFeatures, inFeatures]")
  final Parameter weight;

  /** The bias, [outFeatures]; null if there is none. */
  @ShapeRule("[outFeatures]")
  final @Nullable Parameter bias;

  /** Creates a layer with a bias. */
  public LinearLayer(int inFeatures, int outFeatures) {
    this(inFeatures, outFeatures, true);
  }

  /** Creates a layer with or without a bias. */
  public LinearLayer(int inFeatures, int outFeatures, boolean bias) {
    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
    double bound = inFeatures > 0 ? 1 / Math.sqrt(inFeatures) : 0;
    this.weight = Init.uniform(Parameter.zeros(outFeatures, inFeatures), -bound, bound);
    this.bias = bias ? Init.uniform(Parameter.zeros(outFeatures), -bound, bound) : null;
  }

  /**
   * A layer of parameters that exist already, such as a head whose weight is the table of an
   * embedding: {@code Linear.of(embedding.weight(), null)}. The layer uses the parameters
   * themselves, not copies, so both train the same values.
   *
   * @param weight [outFeatures, inFeatures]
   * @param bias [outFeatures]; null for none
   * @throws IllegalArgumentException if a shape is another
   */
  @Puts({"inFeatures = size($0, 1)", "outFeatures = size($0, 0)"})
  public LinearLayer(Parameter weight, @Nullable Parameter bias) {
    int[] shape = GivenParameters.shape("Linear", weight, "outFeatures", "inFeatures");
    GivenParameters.checkBias("Linear", bias, shape[0]);
    this.inFeatures = shape[1];
    this.outFeatures = shape[0];
    this.weight = weight;
    this.bias = bias;
  }

  @Forward(invoker = "Linear")
  @ShapeRule("resize($0, -1, outFeatures)")
  @Shape("... outFeatures")
  Tensor forward(@Shape("... inFeatures") Tensor input) {
    return input.linear(weight, bias);
  }

  String extraRepr() {
    return "in_features=%d, out_features=%d, bias=%s"
        .formatted(inFeatures, outFeatures, bias == null ? "False" : "True");
  }
}
