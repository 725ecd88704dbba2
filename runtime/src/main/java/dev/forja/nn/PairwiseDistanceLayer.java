package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * The distance between vectors in the last dimension, as {@code torch.nn.PairwiseDistance}: the
 * p-norm of {@code x1 - x2 + eps}.
 *
 * <p>Shapes: x1 and x2 [.., d], broadcast to one shape; y without d, or with size 1 in its place.
 */
final class PairwiseDistanceLayer {
  private final double p;
  private final double eps;
  private final boolean keepDim;

  /** Creates the layer for Euclidean distances, with 1e-6 as eps. */
  public PairwiseDistanceLayer() {
    this(2, 1e-6, false);
  }

  /**
   * Creates the layer.
   *
   * @param p the power of the norm
   * @param eps added to the differences
   * @param keepDim whether to keep the dimension of the vectors, with size 1
   */
  public PairwiseDistanceLayer(double p, double eps, boolean keepDim) {
    this.p = p;
    this.eps = eps;
    this.keepDim = keepDim;
  }

  @Forward(invoker = "PairwiseDistance")
  @ShapeRule("reduce(broadcast($0, $1), -1, keepDim)")
  Tensor forward(Tensor x1, Tensor x2) {
    return x1.pairwiseDistance(x2, p, eps, keepDim);
  }
}
