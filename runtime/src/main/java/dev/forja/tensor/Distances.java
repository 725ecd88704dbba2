package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.spi.ShapeRule;

/**
 * Distances and similarities of vectors along a dimension. Any thread may call these methods; see
 * {@link Tensor}.
 */
public sealed interface Distances permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * The cosine of the angle between vectors along a dimension, which is removed: {@code x y /
   * (max(|x|, eps) max(|y|, eps))}. Both broadcast. Equivalent to {@code F.cosine_similarity},
   * whose default eps is 1e-8.
   */
  @ShapeRule("reduce(broadcast(this, $0), $1, false)")
  default Tensor cosineSimilarity(Tensor other, int dim, double eps) {
    int[] shape = Shapes.broadcast("cosine_similarity", self().shape(), other.shape());
    int[] dims = {dim};
    Tensor x = self().expand(shape);
    Tensor y = other.expand(shape);
    Tensor left = x.div(atLeast(x.norm(2, dims, true), eps));
    Tensor right = y.div(atLeast(y.norm(2, dims, true), eps));
    return left.mul(right).sum(dim);
  }

  /** {@code max(norm, eps)}, with the gradient of the norm. */
  private static Tensor atLeast(Tensor norm, double eps) {
    Tensor fixed = norm.detach();
    return norm.add(fixed.clampMin(eps).sub(fixed));
  }

  /**
   * The p-norm of {@code this - other + eps} along the last dimension, which is removed or kept
   * with size 1. Equivalent to {@code F.pairwise_distance}, whose default p is 2 and eps 1e-6.
   */
  @ShapeRule("reduce(broadcast(this, $0), -1, $3)")
  default Tensor pairwiseDistance(Tensor other, double p, double eps, boolean keepDim) {
    return self().sub(other).add(eps).norm(p, new int[] {-1}, keepDim);
  }
}
