package dev.forja.op;

import java.util.Arrays;

/**
 * For gradients of cumulative functions by ops: values [.., n] as matrices [.., n, n] whose row i
 * stands for the gradient of element i, and whose columns are the elements.
 */
final class RowsOfAll {
  private RowsOfAll() {}

  /** A value with a dimension moved to the end, and repeated as rows. */
  static <V> V expand(Steps<V> by, V value, int dim) {
    int[] sizes = by.sizes(value);
    int rank = sizes.length;
    V moved = dim == rank - 1 ? value : by.swapped(value, dim, rank - 1);
    int[] wide = Arrays.copyOf(by.sizes(moved), rank + 1);
    wide[rank] = wide[rank - 1];
    return by.run(new ExpandOp(wide), by.run(new UnsqueezeOp(rank - 1), moved));
  }

  /** A value [.., n] with the last dimension moved back. */
  static <V> V back(Steps<V> by, V value, int dim) {
    int rank = by.sizes(value).length;
    return dim == rank - 1 ? value : by.swapped(value, dim, rank - 1);
  }

  /** The columns that lie by {@code least} to {@code most} places behind their row. */
  static <V> V mask(Steps<V> by, V ones, int least, int most) {
    V upper = by.run(new TriangleOp(true, least), ones);
    V both = most == Integer.MAX_VALUE ? upper : by.run(new TriangleOp(false, most), upper);
    return by.when(Comparison.GT, both, by.filled(both, 0));
  }
}
