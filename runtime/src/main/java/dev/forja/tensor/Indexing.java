package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.op.EmbeddingBagOp;
import dev.forja.op.EmbeddingOp;
import dev.forja.op.GatherOp;
import dev.forja.op.IndexSelectOp;
import dev.forja.op.MaskedFillOp;
import dev.forja.op.OneHotOp;
import dev.forja.op.ScatterAddOp;
import dev.forja.op.SliceOp;
import dev.forja.spi.ShapeRule;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Selection of parts of a tensor by position, index or mask. Any thread may call these methods; see
 * {@link Tensor}.
 */
public sealed interface Indexing permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * The places {@code start} to {@code end}, exclusive, of a dimension. Negative ones count from
   * the end, and those beyond the end are clamped, as in Python. A view.
   */
  @ShapeRule("slice(this, $0, $1, $2, 1)")
  default Tensor slice(int dim, int start, int end) {
    return slice(dim, start, end, 1);
  }

  /** As {@link #slice(int, int, int)}, every {@code step}th place. */
  @ShapeRule("slice(this, $0, $1, $2, $3)")
  default Tensor slice(int dim, int start, int end, int step) {
    return Tensor.apply(new SliceOp(dim, start, end, step), self());
  }

  /** {@code length} places of a dimension from {@code start} on, all of which must exist. */
  @ShapeRule("narrow(this, $0, $1, $2)")
  default Tensor narrow(int dim, int start, int length) {
    int size = self().size(dim);
    int from = start < 0 ? start + size : start;
    if (from < 0 || length < 0 || from > size - length) {
      throw new IndexOutOfBoundsException(
          "narrow: %d places from %d on are out of range for dimension %d of %s"
              .formatted(length, start, dim, Shapes.show(self().array().shape())));
    }
    return slice(dim, from, from + length);
  }

  /** One place of a dimension, which is removed; a negative place counts from the end. */
  @ShapeRule("select(this, $0, $1)")
  default Tensor select(int dim, int index) {
    int size = self().size(dim);
    int at = index < 0 ? index + size : index;
    if (at < 0 || at >= size) {
      throw new IndexOutOfBoundsException(
          "select: index %d is out of range for dimension %d of %s"
              .formatted(index, dim, Shapes.show(self().array().shape())));
    }
    return slice(dim, at, at + 1).squeeze(dim);
  }

  /** One place of the first dimension, which is removed. */
  @ShapeRule("select(this, 0, $0)")
  default Tensor get(int index) {
    return select(0, index);
  }

  /** The places of a dimension given by an int64 or int32 vector or scalar, in its order. */
  @ShapeRule("indexSelect(this, $0, $1)")
  default Tensor indexSelect(int dim, Tensor index) {
    Tensor places = index.rank() == 0 ? index.unsqueeze(0) : index;
    return Tensor.apply(new IndexSelectOp(dim), self(), IndexTypes.wide(places));
  }

  /**
   * The elements along a dimension at the places given by an int64 or int32 tensor. See {@link
   * GatherOp}.
   */
  @ShapeRule("gather(this, $0, $1)")
  default Tensor gather(int dim, Tensor index) {
    return Tensor.apply(new GatherOp(dim), self(), IndexTypes.wide(index));
  }

  /**
   * The rows of this table [rows, width] with the given int64 or int32 ids, in the shape of the
   * ids.
   */
  @ShapeRule("embedding(this, $0)")
  default Tensor embedding(Tensor ids) {
    return Tensor.apply(new EmbeddingOp(EmbeddingOp.NO_PADDING), self(), IndexTypes.wide(ids));
  }

  /** {@code value} where the bool mask is true, this elsewhere. Both broadcast. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor maskedFill(Tensor mask, double value) {
    int[] shape = self().array().shape();
    int[] other = mask.array().shape();
    // Shapes that do not broadcast are left to the op, whose message names the operands.
    int[] wide =
        Shapes.broadcasts(shape, other) ? Shapes.broadcast("masked_fill", shape, other) : shape;
    Tensor input = Arrays.equals(wide, shape) ? self() : self().expand(wide);
    return Tensor.apply(new MaskedFillOp(value), input, mask);
  }

  /**
   * As {@link #maskedFill(Tensor, double)}, with a tensor of one element as value, which gets a
   * gradient.
   */
  @ShapeRule("broadcast(this, $0)")
  default Tensor maskedFill(Tensor mask, Tensor value) {
    if (value.count() != 1) {
      throw new IllegalArgumentException(
          "maskedFill: value %s: expected one element; Tensor.where takes more"
              .formatted(Shapes.show(value.shape())));
    }
    return Tensor.where(mask, value.reshape(), self());
  }

  /** One-hot vectors of int64 classes, as int64, with one class more than the largest class. */
  @ShapeRule("oneHot(this, null)")
  default Tensor oneHot() {
    if (self().count() == 0) {
      throw new IllegalArgumentException(
          "oneHot: no element of %s says how many classes there are: give their number"
              .formatted(Shapes.show(self().shape())));
    }
    long largest = self().amax().itemLong();
    return oneHot(Shapes.size("oneHot", largest == Long.MAX_VALUE ? largest : largest + 1));
  }

  /** One-hot vectors of int64 classes, as int64. */
  @ShapeRule("oneHot(this, $0)")
  default Tensor oneHot(int classes) {
    return Tensor.apply(new OneHotOp(classes), self());
  }

  /**
   * This with the elements of a source added at the places of an index. See {@link ScatterAddOp}.
   */
  @ShapeRule("scatter(this, $0, $1, $2)")
  default Tensor scatterAdd(int dim, Tensor index, Tensor source) {
    return Tensor.apply(new ScatterAddOp(dim), self(), IndexTypes.wide(index), source);
  }

  /**
   * The part selected by the indices, one for each dimension; dimensions without an index are taken
   * as a whole. Places, slices and new axes give views; index tensors and masks give copies. See
   * {@link Index}.
   */
  default Tensor get(Index... indices) {
    return Indexer.get(self(), indices);
  }

  /** The elements where a bool mask of this shape, or one that broadcasts to it, is true. */
  @ShapeRule("[null]")
  default Tensor maskedSelect(Tensor mask) {
    return get(Index.where(mask.expand(self().array().shape()).contiguous()));
  }

  /** The places of all nonzero (or true) elements: int64 [n, rank], in order. */
  @ShapeRule("[null, rank(this)]")
  default Tensor nonzero() {
    boolean[] set = self().toBooleans();
    int[] shape = self().array().shape();
    int[] strides = Shapes.strides(shape);
    int count = 0;
    for (boolean one : set) {
      count += one ? 1 : 0;
    }
    long[] places = new long[Math.multiplyExact(count, shape.length)];
    int at = 0;
    for (int i = 0; i < set.length; i++) {
      for (int d = 0; set[i] && d < shape.length; d++) {
        places[at++] = i / strides[d] % shape[d];
      }
    }
    return Tensor.of(places, count, shape.length);
  }

  /**
   * For each bag of int64 ids, the sum or mean of the rows of this table [rows, width] with these
   * ids. The ids are [bags, n], or [n] with the offset of each bag. The weights, if not null, have
   * the shape of the ids. See {@link EmbeddingBagOp}.
   */
  @ShapeRule("[null, size(ranked(this, 2, 2), 1)]")
  default Tensor embeddingBag(
      Tensor ids, @Nullable Tensor offsets, @Nullable Tensor weights, EmbeddingBagOp options) {
    boolean flat = ids.rank() == 1;
    if (flat == (offsets == null) || ids.rank() > 2 || ids.rank() == 0) {
      throw new IllegalArgumentException(
          "embeddingBag: ids %s %s offsets: expected [n] with offsets, or [bags, n] without"
              .formatted(Shapes.show(ids.shape()), offsets == null ? "without" : "with"));
    }
    Tensor starts = offsets != null ? offsets : Tensor.arange(ids.size(0)).mul(ids.size(1));
    return weights == null
        ? Tensor.apply(options, self(), ids.flatten(), starts)
        : Tensor.apply(options, self(), ids.flatten(), starts, weights.flatten());
  }
}
