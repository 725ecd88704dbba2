package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.op.CumsumOp;
import dev.forja.op.SortOp;
import dev.forja.spi.ShapeRule;

/**
 * Sorting and selecting by size along a dimension. NaN counts as the largest value. Any thread may
 * call these methods; see {@link Tensor}.
 */
public sealed interface Ordering permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** The elements along the last dimension in ascending order, and their indices. */
  @ShapeRule("{values = same(this), indices = same(this)}")
  default Ranked sort() {
    return sort(-1, false);
  }

  /** The elements along a dimension in order, and their indices; the sort is stable. */
  @ShapeRule("{values = along(this, $0), indices = along(this, $0)}")
  default Ranked sort(int dim, boolean descending) {
    return Ranked.of(self(), new SortOp(dim, descending, SortOp.ALL));
  }

  /** The indices that sort the elements along a dimension, as int64. */
  @ShapeRule("along(this, $0)")
  default Tensor argsort(int dim, boolean descending) {
    return sort(dim, descending).indices();
  }

  /** The k largest elements along the last dimension, largest first, and their indices. */
  @ShapeRule("{values = topk(this, $0, -1), indices = topk(this, $0, -1)}")
  default Ranked topk(int k) {
    return topk(k, -1, true);
  }

  /** The k largest elements along a dimension, largest first, or the k smallest, smallest first. */
  @ShapeRule("{values = topk(this, $0, $1), indices = topk(this, $0, $1)}")
  default Ranked topk(int k, int dim, boolean largest) {
    if (k < 0) {
      throw new IllegalArgumentException("topk: k is " + k + ", expected 0 or more");
    }
    return Ranked.of(self(), new SortOp(dim, largest, k));
  }

  /** The cumulative sums along a dimension. Those of integers and booleans are int64. */
  @ShapeRule("along(this, $0)")
  default Tensor cumsum(int dim) {
    DType type = self().dtype().isFloat() ? DType.F32 : DType.I64;
    return Tensor.apply(new CumsumOp(dim), self().to(type));
  }
}
