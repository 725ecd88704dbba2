package dev.forja.spi;

import dev.forja.Shape;

/**
 * An object with a shape, such as a tensor. {@link Shape} checks use this interface. A shape never
 * changes, so any thread may ask for it.
 */
public interface Shaped {
  /** The sizes of the dimensions, outermost first; empty for a scalar. */
  int[] shape();

  /** The number of dimensions. Implementations may override it to avoid allocation. */
  default int rank() {
    return shape().length;
  }

  /** The size of one dimension, from 0; a negative one counts from the end. */
  default int size(int dim) {
    int[] shape = shape();
    return shape[dim < 0 ? dim + shape.length : dim];
  }
}
