package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Init;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y[o] = x1ᵀ W[o] x2 + b[o]}, as {@code torch.nn.Bilinear}. Weight and bias are initialised
 * from U(-k, k), {@code k = 1 / sqrt(in1Features)}.
 *
 * <p>Shapes: x1 [.., in1Features], x2 [.., in2Features], weight [outFeatures, in1Features,
 * in2Features], bias [outFeatures], y [.., outFeatures].
 */
final class BilinearLayer {
  final int in1Features;
  final int in2Features;
  final int outFeatures;

  /** The weight, [outFeatures, in1Features, in2Features]. */
  @ShapeRule("[outFeatures, in1Features, in2Features]")
  final Parameter weight;

  /** The bias, [outFeatures]; null if there is none. */
  @ShapeRule("[outFeatures]")
  final @Nullable Parameter bias;

  /** Creates a layer with a bias. */
  public BilinearLayer(int in1Features, int in2Features, int outFeatures) {
    this(in1Features, in2Features, outFeatures, true);
  }

  /** Creates a layer with or without a bias. */
  public BilinearLayer(int in1Features, int in2Features, int outFeatures, boolean bias) {
    if (in1Features < 1) {
      throw new IllegalArgumentException(
          "Bilinear: in1Features is %d, but must be 1 or more".formatted(in1Features));
    }
    this.in1Features = in1Features;
    this.in2Features = in2Features;
    this.outFeatures = outFeatures;
    double bound = 1 / Math.sqrt(in1Features);
    this.weight =
        Init.uniform(Parameter.zeros(outFeatures, in1Features, in2Features), -bound, bound);
    this.bias = bias ? Init.uniform(Parameter.zeros(outFeatures), -bound, bound) : null;
  }

  @Forward(invoker = "Bilinear")
  @ShapeRule("einsum('...i,oij,...j->...o', ($0, [outFeatures, in1Features, in2Features], $1))")
  @Shape("... outFeatures")
  Tensor forward(@Shape("... in1Features") Tensor input1, @Shape("... in2Features") Tensor input2) {
    return input1.bilinear(input2, weight, bias);
  }

  String extraRepr() {
    return "in1_features=%d, in2_features=%d, out_features=%d, bias=%s"
        .formatted(in1Features, in2Features, outFeatures, PythonText.of(bias != null));
  }
}
