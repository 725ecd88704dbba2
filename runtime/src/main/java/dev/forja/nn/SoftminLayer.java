package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * The softmax of the negated elements of a dimension, as {@code torch.nn.Softmin}.
 *
 * <p>Shapes: any, kept.
 */
final class SoftminLayer {
  private final int dim;

  /** Creates the layer for this dimension; a negative one counts from the end. */
  public SoftminLayer(int dim) {
    this.dim = dim;
  }

  @Forward(invoker = "Softmin")
  @ShapeRule("along($0, dim)")
  Tensor forward(Tensor input) {
    return input.softmin(dim);
  }

  String extraRepr() {
    return "dim=" + dim;
  }
}
