package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = (x - mean) / sqrt(variance + eps) * weight + bias}, as {@code torch.nn.LayerNorm},
 * with the mean and the variance of the last dimensions. Weights are initialised to 1, biases to 0.
 *
 * <p>Shapes: x and y [.., normalizedShape], weight and bias normalizedShape.
 *
 * <p>Source: J. Ba et al., Layer Normalization, <a
 * href="https://arxiv.org/abs/1607.06450">arXiv:1607.06450</a>.
 */
final class LayerNormLayer {
  /** The scale of each element; null if there is none. */
  @ShapeRule("shape(normalizedShape)")
  final @Nullable Parameter weight;

  /** The bias of each element; null if there is none. */
  @ShapeRule("shape(normalizedShape)")
  final @Nullable Parameter bias;

  private final int[] normalizedShape;
  private final LayerNormOptions options;

  /** Creates the layer for the last dimensions with the default options. */
  @Puts("normalizedShape = $0")
  public LayerNormLayer(int... normalizedShape) {
    this(LayerNormOptions.defaults(), normalizedShape);
  }

  /** Creates the layer for the last dimensions, which must have this shape. */
  @Puts("normalizedShape = $1")
  public LayerNormLayer(LayerNormOptions options, int... normalizedShape) {
    this.normalizedShape = normalizedShape.clone();
    this.options = options;
    boolean affine = options.elementwiseAffine();
    this.weight = affine ? Parameter.of(Tensor.ones(normalizedShape)) : null;
    this.bias = affine && options.bias() ? Parameter.zeros(normalizedShape) : null;
  }

  @Forward(invoker = "LayerNorm")
  @ShapeRule("ends($0, normalizedShape)")
  Tensor forward(Tensor input) {
    return input.layerNorm(normalizedShape, weight, bias, options.eps());
  }

  String extraRepr() {
    return "%s, eps=%s, elementwise_affine=%s"
        .formatted(
            PythonText.tuple(normalizedShape),
            PythonText.of(options.eps()),
            PythonText.of(options.elementwiseAffine()));
  }
}
