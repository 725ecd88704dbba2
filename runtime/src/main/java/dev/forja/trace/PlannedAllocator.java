package dev.forja.trace;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives an op the arrays that were laid out for it, in the order in which it asked for such before.
 * One that asks for others, as an op may whose work depends on values, gets fresh ones.
 */
final class PlannedAllocator implements Allocator {
  private final @Nullable NdArray[] places;
  private int next;

  /** For these arrays; null stands for one that leaves the graph, and is fresh each time. */
  PlannedAllocator(@Nullable NdArray[] places) {
    this.places = places;
  }

  /** Begins again. */
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
