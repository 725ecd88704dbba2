package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.op.CumExtremeOp;
import dev.forja.op.CumprodOp;
import dev.forja.op.CumsumOp;
import dev.forja.op.LogCumSumExpOp;
import dev.forja.op.ModeOp;
import dev.forja.op.Op;
import dev.forja.op.Rounding;
import dev.forja.op.SearchSortedOp;
import dev.forja.op.SortOp;
import dev.forja.spi.ShapeRule;
import org.jspecify.annotations.Nullable;

/**
 * Sorting, selecting by size, and cumulative functions along a dimension. NaN counts as the largest
 * value. Any thread may call these methods; see {@link Tensor}.
 */
public sealed interface Ordering permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** This as float32, or as int64 if it holds integers or booleans. */
  private Tensor widened() {
    return self().to(self().dtype().isFloat() ? DType.F32 : DType.I64);
  }

  /** Values in the type of this. */
  private Ranked narrowed(Tensor values, Tensor indices) {
    return new Ranked(values.to(self().dtype()), indices);
  }

  private Ranked ranked(Op op) {
    Tensor[] outputs = Tensor.applyAll(op, widened());
    return narrowed(outputs[0], outputs[1]);
  }

  /** The elements along the last dimension in ascending order, and their indices. */
  @ShapeRule("{values = same(this), indices = same(this)}")
  default Ranked sort() {
    return sort(-1, false);
  }

  /** The elements along a dimension in order, and their indices; the sort is stable. */
  @ShapeRule("{values = along(this, $0), indices = along(this, $0)}")
  default Ranked sort(int dim, boolean descending) {
    return ranked(new SortOp(dim, descending, SortOp.ALL));
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
    return ranked(new SortOp(dim, largest, k));
  }

  /** The cumulative sums along a dimension. Those of integers and booleans are int64. */
  @ShapeRule("along(this, $0)")
  default Tensor cumsum(int dim) {
    DType type = self().dtype().isFloat() ? DType.F32 : DType.I64;
    return Tensor.apply(new CumsumOp(dim), self().to(type));
  }

  /** The largest elements so far along a dimension, and their indices. See {@link CumExtremeOp}. */
  @ShapeRule("{values = along(this, $0), indices = along(this, $0)}")
  default Ranked cummax(int dim) {
    return ranked(new CumExtremeOp(true, dim));
  }

  /** The smallest elements so far along a dimension, and their indices. */
  @ShapeRule("{values = along(this, $0), indices = along(this, $0)}")
  default Ranked cummin(int dim) {
    return ranked(new CumExtremeOp(false, dim));
  }

  /** The cumulative products along a dimension. Those of integers and booleans are int64. */
  @ShapeRule("along(this, $0)")
  default Tensor cumprod(int dim) {
    return Tensor.apply(new CumprodOp(dim), widened());
  }

  /** The logarithms of the cumulative sums of {@code e^this} along a dimension. */
  @ShapeRule("along(this, $0)")
  default Tensor logcumsumexp(int dim) {
    return Tensor.apply(new LogCumSumExpOp(dim), self());
  }

  /** The differences of neighbours along the last dimension. */
  @ShapeRule("unsized(this)")
  default Tensor diff() {
    return diff(1, -1, null, null);
  }

  /**
   * The n-th differences of neighbours along a dimension, to which something may be joined before
   * and behind; null for nothing. Those of booleans say whether they differ.
   */
  @ShapeRule("unsized(this)")
  default Tensor diff(int n, int dim, @Nullable Tensor before, @Nullable Tensor behind) {
    if (n < 0 || self().rank() == 0) {
      throw new IllegalArgumentException(
          "diff: order %d of %s: expected 0 or more, and a dimension or more"
              .formatted(n, Shapes.show(self().array().shape())));
    }
    Tensor x = n == 0 || before == null ? self() : Tensor.cat(dim, before, self());
    x = n == 0 || behind == null ? x : Tensor.cat(dim, x, behind);
    for (int i = 0; i < n && x.size(dim) > 0; i++) {
      int count = x.size(dim) - 1;
      Tensor left = x.narrow(dim, 0, count);
      Tensor right = x.narrow(dim, 1, count);
      x = x.dtype() == DType.BOOL ? right.logicalXor(left) : right.sub(left);
    }
    return x;
  }

  /** The elements along the first dimension in ascending order. */
  @ShapeRule("same(this)")
  default Tensor msort() {
    return sort(0, false).values();
  }

  /** The k-th smallest elements along a dimension, k counting from 1, and their indices. */
  @ShapeRule("{values = reduce(this, $1, $2), indices = reduce(this, $1, $2)}")
  default Ranked kthvalue(int k, int dim, boolean keepDim) {
    int size = self().rank() == 0 ? 1 : self().size(dim);
    if (k < 1 || k > size) {
      throw new IllegalArgumentException(
          "kthvalue: k is %d for dimension %d of %s: expected 1 to %d"
              .formatted(k, dim, Shapes.show(self().array().shape()), size));
    }
    Ranked sorted = sort(dim, false);
    if (self().rank() == 0) {
      return sorted;
    }
    return dropped(
        sorted.values().narrow(dim, k - 1, 1),
        sorted.indices().narrow(dim, k - 1, 1),
        dim,
        keepDim);
  }

  private static Ranked dropped(Tensor values, Tensor indices, int dim, boolean keepDim) {
    return keepDim || values.rank() == 0
        ? new Ranked(values, indices)
        : new Ranked(values.squeeze(dim), indices.squeeze(dim));
  }

  /**
   * The median of all elements, the lower of two; NaN if one is NaN. Equal elements share the
   * gradient.
   */
  @ShapeRule("[]")
  default Tensor median() {
    return shared(((Ordering) self().detach().flatten()).median(0, false).values());
  }

  /** The median of all elements that are not NaN, the lower of two. */
  @ShapeRule("[]")
  default Tensor nanmedian() {
    return shared(((Ordering) self().detach().flatten()).nanmedian(0, false).values());
  }

  /** A value of this, with a gradient that all elements equal to it share. */
  private Tensor shared(Tensor value) {
    if (!self().dtype().isFloat() || self().count() == 0) {
      return value;
    }
    Tensor same = self().eq(value).logicalOr(value.isnan().logicalAnd(self().isnan()));
    return self().maskedFill(same.logicalNot(), Double.NEGATIVE_INFINITY).amax();
  }

  /** The medians along a dimension, the lower of two, and their indices; NaN if one is NaN. */
  @ShapeRule("{values = reduce(this, $0, $1), indices = reduce(this, $0, $1)}")
  default Ranked median(int dim, boolean keepDim) {
    return middle(dim, keepDim, false);
  }

  /** The medians along a dimension of the elements that are not NaN, and their indices. */
  @ShapeRule("{values = reduce(this, $0, $1), indices = reduce(this, $0, $1)}")
  default Ranked nanmedian(int dim, boolean keepDim) {
    return middle(dim, keepDim, true);
  }

  private Ranked middle(int dim, boolean keepDim, boolean skipNan) {
    Ranked sorted = sort(dim, false);
    if (self().rank() == 0) {
      return sorted;
    }
    Tensor values = sorted.values();
    int size = values.size(dim);
    if (size == 0) {
      if (self().rank() == 1 && self().dtype().isFloat()) {
        return dropped(Tensor.full(new int[] {1}, Float.NaN), Tensor.ofLongs(0), dim, keepDim);
      }
      throw new IllegalArgumentException(
          "median: dimension %d of %s is empty"
              .formatted(dim, Shapes.show(self().array().shape())));
    }
    Tensor numbers = values.eq(values).sum(new int[] {dim}, true);
    Tensor half = numbers.sub(1).clampMin(0).div(2, Rounding.FLOOR);
    Tensor first = Tensor.where(numbers.eq(size), half, numbers);
    Tensor place = skipNan ? half : first;
    Tensor found = values.to(widened().dtype()).gather(dim, place).to(self().dtype());
    return dropped(found, sorted.indices().gather(dim, place), dim, keepDim);
  }

  /** The most frequent elements along a dimension, and their indices. See {@link ModeOp}. */
  @ShapeRule("{values = reduce(this, $0, $1), indices = reduce(this, $0, $1)}")
  default Ranked mode(int dim, boolean keepDim) {
    Tensor places = Tensor.apply(new ModeOp(dim), widened().detach());
    Tensor values = widened().gather(dim, places);
    Ranked all = narrowed(values, places);
    return dropped(all.values(), all.indices(), dim, keepDim);
  }

  /**
   * The places at which values would have to be inserted into the sorted rows of this, as int64:
   * behind equal elements if {@code right}, else before them. See {@link SearchSortedOp}.
   */
  @ShapeRule("same($0)")
  default Tensor searchsorted(Tensor values, boolean right) {
    DType type = Promotion.of(self(), values);
    return Tensor.apply(new SearchSortedOp(right), self().to(type), values.to(type));
  }

  /**
   * The bucket of each element among sorted bounds, as int64: i means {@code bounds[i - 1] < x <=
   * bounds[i]}, or with {@code right}, {@code bounds[i - 1] <= x < bounds[i]}.
   */
  @ShapeRule("same(this)")
  default Tensor bucketize(Tensor bounds, boolean right) {
    return bounds.searchsorted(self(), right);
  }
}
