package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * The cosine of the angle between vectors along a dimension, as {@code torch.nn.CosineSimilarity}:
 * {@code x1 x2 / (max(|x1|, eps) * max(|x2|, eps))}.
 *
 * <p>Shapes: x1 and x2 [.., d, ..], broadcast to one shape; y without d.
 */
final class CosineSimilarityLayer {
  final int dim;
  final double eps;

  /** Creates the layer for dimension 1, with 1e-8 as the smallest length. */
  public CosineSimilarityLayer() {
    this(1, 1e-8);
  }

  /**
   * Creates the layer for a given dimension.
   *
   * @param dim the dimension of the vectors; a negative one counts from the end
   * @param eps the smallest length, which prevents a division by 0
   */
  public CosineSimilarityLayer(int dim, double eps) {
    this.dim = dim;
    this.eps = eps;
  }

  @Forward(invoker = "CosineSimilarity")
  @ShapeRule("reduce(broadcast($0, $1), dim, false)")
  Tensor forward(Tensor x1, Tensor x2) {
    return x1.cosineSimilarity(x2, dim, eps);
  }
}
