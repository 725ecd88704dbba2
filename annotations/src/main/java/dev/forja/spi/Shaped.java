package dev.forja.spi;

import dev.forja.Shape;

/** Something with a shape, such as a tensor: what checks of {@link Shape} ask. */
public interface Shaped {
  /** The sizes of the dimensions, outermost first; empty for a scalar. */
  int[] shape();

  /** The number of dimensions. A tensor overrides it so that asking allocates nothing. */
  default int rank() {
    return shape().length;
  }

  /** The size of one dimension, from 0; a negative one counts from the end. */
  default int size(int dim) {
    int[] shape = shape();
    return shape[dim < 0 ? dim + shape.length : dim];
  }
}
