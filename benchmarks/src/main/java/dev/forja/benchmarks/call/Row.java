package dev.forja.benchmarks.call;

import dev.forja.spi.Shaped;

/** An object with a shape, for the cost of shape checks. */
record Row(int length) implements Shaped {
  @Override
  public int[] shape() {
    return new int[] {1, length};
  }

  @Override
  public int rank() {
    return 2;
  }

  @Override
  public int size(int dim) {
    return dim == 0 ? 1 : length;
  }
}
