package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y[i] = x[i] - log(sum of e^x[j])} along one dimension, as {@code torch.nn.LogSoftmax}.
 * Shapes: any, kept.
 */
final class LogSoftmaxLayer {
  private final @Nullable Integer dim;

  /**
   * Creates the layer for PyTorch's default dimension: 0 for inputs of rank 0, 1 or 3, otherwise 1.
   */
  public LogSoftmaxLayer() {
    this.dim = null;
  }

  /** Creates the layer for this dimension; a negative one counts from the end. */
  @Puts("dim = $0")
  public LogSoftmaxLayer(int dim) {
    this.dim = dim;
  }

  @Forward(invoker = "LogSoftmax")
  @ShapeRule("along($0, dim)")
  Tensor forward(Tensor input) {
    int rank = input.rank();
    int implied = rank == 0 || rank == 1 || rank == 3 ? 0 : 1;
    return input.logSoftmax(dim == null ? implied : dim);
  }

  String extraRepr() {
    return "dim=" + (dim == null ? "None" : dim);
  }
}
