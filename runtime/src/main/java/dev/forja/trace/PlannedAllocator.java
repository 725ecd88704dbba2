package dev.forja.trace;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Returns the arrays that were laid out for an op, in the order in which it allocated such arrays
 * before. An op whose allocations depend on values and differ this time gets new arrays.
 */
final class PlannedAllocator implements Allocator {
  private final @Nullable NdArray[] places;
  private int next;

  /**
   * Creates the allocator; null stands for an array that is returned to the caller and is new each
   * time.
   */
  PlannedAllocator(@Nullable NdArray[] places) {
    this.places = places;
  }

  /** Starts again with the first array. */
  synchronized PlannedAllocator rewound() {
    next = 0;
    return this;
  }

  @Override
  public synchronized NdArray empty(DType type, int... shape) {
    NdArray array = next < places.length ? places[next++] : null;
    if (array != null && array.dtype() == type && Arrays.equals(array.shape(), shape)) {
      return array;
    }
    return HEAP.empty(type, shape);
  }
}
