package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Ints;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Divides a dimension into several, as {@code torch.nn.Unflatten}.
 *
 * <p>Shapes: x [.., d, ..]; y with the given sizes in place of d, of which one may be -1.
 */
final class UnflattenLayer {
  private final int dim;
  private final Ints unflattenedSize;

  /** Creates the layer for this dimension and these sizes; a negative dimension counts back. */
  @Puts({"dim = $0", "unflattenedSize = $1"})
  public UnflattenLayer(int dim, int[] unflattenedSize) {
    this.dim = dim;
    this.unflattenedSize = Ints.of(unflattenedSize);
  }

  @Forward(invoker = "Unflatten")
  @ShapeRule("unflatten($0, dim, unflattenedSize)")
  Tensor forward(Tensor input) {
    return input.unflatten(dim, unflattenedSize.toArray());
  }

  String extraRepr() {
    return "dim=%d, unflattened_size=%s"
        .formatted(dim, PythonText.tuple(unflattenedSize.toArray()));
  }
}
