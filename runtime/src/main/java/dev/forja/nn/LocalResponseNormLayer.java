package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Divides each element by a function of the squares of its neighbours among the channels, as {@code
 * torch.nn.LocalResponseNorm}: {@code y[c] = x[c] / (k + alpha / size * sum of x[j]^2)^beta}, j
 * from {@code c - size / 2} to {@code c + (size - 1) / 2}.
 *
 * <p>Shapes: x [n, c, ..], y likewise.
 *
 * <p>Source: A. Krizhevsky et al., ImageNet Classification with Deep Convolutional Neural Networks,
 * NeurIPS 2012.
 */
final class LocalResponseNormLayer {
  private final int size;
  private final double alpha;
  private final double beta;
  private final double k;

  /** Creates the layer with alpha 1e-4, beta 0.75 and k 1. */
  public LocalResponseNormLayer(int size) {
    this(size, 1e-4, 0.75, 1);
  }

  /**
   * Creates the layer.
   *
   * @param size the number of channels that each element is compared with
   */
  public LocalResponseNormLayer(int size, double alpha, double beta, double k) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "LocalResponseNorm: size %d: expected 1 or more".formatted(size));
    }
    this.size = size;
    this.alpha = alpha;
    this.beta = beta;
    this.k = k;
  }

  @Forward(invoker = "LocalResponseNorm")
  @ShapeRule("ranked($0, 3, 99)")
  Tensor forward(Tensor input) {
    return input.localResponseNorm(size, alpha, beta, k);
  }

  String extraRepr() {
    return "%d, alpha=%s, beta=%s, k=%s"
        .formatted(size, PythonText.of(alpha), PythonText.of(beta), PythonText.of(k));
  }
}
