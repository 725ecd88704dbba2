package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.op.CumsumOp;
import dev.forja.op.SortOp;

/** Sorting and selecting by size along a dimension. NaN counts as the largest value. */
public sealed interface Ordering permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** The elements along the last dimension, ascending, and where they were. */
  default Ranked sort() {
    return sort(-1, false);
  }

  /** The elements along a dimension in order, and where they were; equal ones keep their order. */
  default Ranked sort(int dim, boolean descending) {
    return Ranked.of(self(), new SortOp(dim, descending, SortOp.ALL));
  }

  /** The places along a dimension in the order of their elements, as int64. */
  default Tensor argsort(int dim, boolean descending) {
    return sort(dim, descending).indices();
  }

  /** The k largest elements along the last dimension, largest first, and where they were. */
  default Ranked topk(int k) {
    return topk(k, -1, true);
  }

  /** The k largest or smallest elements along a dimension, from the outermost on. */
  default Ranked topk(int k, int dim, boolean largest) {
    return Ranked.of(self(), new SortOp(dim, largest, k));
  }

  /** The sums of all elements up to each place. Of integers and booleans it is int64. */
  default Tensor cumsum(int dim) {
    DType type = self().dtype().isFloat() ? DType.F32 : DType.I64;
    return Tensor.apply(new CumsumOp(dim), self().to(type));
  }
}
