package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.op.ReshapeOp;
import java.util.Arrays;

/** The same elements in other shapes. Most of these are views, which share storage. */
public sealed interface ShapeOps permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * The same elements in another shape, one size of which may be -1: what is left. A view where the
   * elements lie in order, else a copy.
   */
  default Tensor reshape(int... shape) {
    return Tensor.apply(new ReshapeOp(shape), self());
  }

  /** All elements as a vector. */
  default Tensor flatten() {
    return flatten(0);
  }

  /** The dimensions from {@code start} on as one. */
  default Tensor flatten(int start) {
    return flatten(start, -1);
  }

  /** The dimensions from {@code start} to {@code end}, included, as one. */
  default Tensor flatten(int start, int end) {
    int[] shape = self().array().shape();
    int first = Shapes.dim(start, shape.length);
    int last = Shapes.dim(end, shape.length);
    if (first > last) {
      throw new IllegalArgumentException(
          "flatten: %s: dimension %d lies behind %d".formatted(Shapes.show(shape), first, last));
    }
    if (shape.length == 0) {
      return reshape(1);
    }
    int[] flat = Arrays.copyOf(shape, shape.length - (last - first));
    flat[first] = Shapes.count(Arrays.copyOfRange(shape, first, last + 1));
    System.arraycopy(shape, last + 1, flat, first + 1, shape.length - last - 1);
    return reshape(flat);
  }
}
