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

  /**
   * The p-norms of the differences of all pairs of rows: this [.., n, d] and other [.., m, d] give
   * [.., n, m]. Equivalent to {@code torch.cdist}.
   */
  @ShapeRule("matmul(ranked(this, 2, 99), transpose(ranked($0, 2, 99), -2, -1))")
  default Tensor cdist(Tensor other, double p) {
    if (self().rank() < 2 || other.rank() < 2 || self().size(-1) != other.size(-1) || p < 0) {
      throw new IllegalArgumentException(
          "cdist: %s and %s, p = %s: expected [.., n, d] and [.., m, d], and p of 0 or more"
              .formatted(Shapes.show(self().shape()), Shapes.show(other.shape()), p));
    }
    Tensor pairs = self().unsqueeze(-2).sub(other.unsqueeze(-3));
    return pairs.size(-1) == 0 ? pairs.sum(-1) : pairs.norm(p, new int[] {-1});
  }

  /** The p-norms of the differences of all pairs of rows i before j of this [n, d], as a vector. */
  @ShapeRule("[null]")
  default Tensor pdist(double p) {
    if (self().rank() != 2) {
      throw new IllegalArgumentException(
          "pdist: %s: expected [n, d]".formatted(Shapes.show(self().shape())));
    }
    int n = self().size(0);
    int count = Math.toIntExact((long) n * Math.max(0, n - 1) / 2);
    long[] first = new long[count];
    long[] second = new long[count];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        first[at] = i;
        second[at++] = j;
      }
    }
    Tensor left = self().indexSelect(0, Tensor.of(first));
    Tensor right = self().indexSelect(0, Tensor.of(second));
    return self().size(1) == 0 ? left.sum(-1) : left.sub(right).norm(p, new int[] {-1});
  }

  /** The p-norm of all differences of this and other. */
  @ShapeRule("[]")
  default Tensor dist(Tensor other, double p) {
    return self().sub(other).norm(p, new int[0]);
  }
}
