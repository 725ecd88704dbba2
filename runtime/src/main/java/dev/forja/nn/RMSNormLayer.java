package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x / sqrt(mean of x^2 + eps) * weight}, as {@code torch.nn.RMSNorm}, with the mean over
 * the last dimensions. Weights are initialised to 1.
 *
 * <p>Shapes: x and y [.., normalizedShape], weight normalizedShape.
 *
 * <p>Source: B. Zhang and R. Sennrich, Root Mean Square Layer Normalization, <a
 * href="https://arxiv.org/abs/1910.07467">arXiv:1910.07467</a>.
 */
final class RMSNormLayer {
  /** The scale of each element; null if there is none. */
  @ShapeRule("shape(normalizedShape)")
  final @Nullable Parameter weight;

  private final int[] normalizedShape;
  private final @Nullable Double eps;

  /**
   * Creates the layer for the last dimensions, with a weight and the machine epsilon of float32 as
   * eps.
   */
  @Puts("normalizedShape = $0")
  public RMSNormLayer(int... normalizedShape) {
    this(null, true, normalizedShape);
  }

  /**
   * Creates the layer for the last dimensions, which must have this shape.
   *
   * @param eps the number added to the mean of the squares; null for 2^-23
   * @param elementwiseAffine whether there is a weight
   */
  @Puts("normalizedShape = $2")
  public RMSNormLayer(@Nullable Double eps, boolean elementwiseAffine, int... normalizedShape) {
    this.normalizedShape = normalizedShape.clone();
    this.eps = eps;
    this.weight = elementwiseAffine ? Parameter.of(Tensor.ones(normalizedShape)) : null;
  }

  @Forward(invoker = "RMSNorm")
  @ShapeRule("ends($0, normalizedShape)")
  Tensor forward(Tensor input) {
    return eps == null
        ? input.rmsNorm(normalizedShape, weight)
        : input.rmsNorm(normalizedShape, weight, eps);
  }

  String extraRepr() {
    return "%s, eps=%s, elementwise_affine=%s"
        .formatted(
            PythonText.tuple(normalizedShape),
            eps == null ? "None" : PythonText.of(eps),
            PythonText.of(weight != null));
  }
}
