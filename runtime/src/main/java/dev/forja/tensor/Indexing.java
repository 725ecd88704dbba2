package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.op.EmbeddingOp;
import dev.forja.op.GatherOp;
import dev.forja.op.IndexSelectOp;
import dev.forja.op.MaskedFillOp;
import dev.forja.op.OneHotOp;
import dev.forja.op.ScatterAddOp;
import dev.forja.op.SliceOp;

/** Parts of a tensor, by place, by index and by mask. */
public sealed interface Indexing permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * Places {@code start} to {@code end}, which is left out, of a dimension. Negative ones count
   * from the end, those beyond it are cut, as in Python. A view.
   */
  default Tensor slice(int dim, int start, int end) {
    return slice(dim, start, end, 1);
  }

  /** As {@link #slice(int, int, int)}, every {@code step}th place. */
  default Tensor slice(int dim, int start, int end, int step) {
    return Tensor.apply(new SliceOp(dim, start, end, step), self());
  }

  /** {@code length} places of a dimension from {@code start} on, all of which must be there. */
  default Tensor narrow(int dim, int start, int length) {
    int size = self().size(dim);
    int from = start < 0 ? start + size : start;
    if (from < 0 || length < 0 || from > size - length) {
      throw new IndexOutOfBoundsException(
          "narrow: %d places from %d of dimension %d of %s"
              .formatted(length, start, dim, Shapes.show(self().array().shape())));
    }
    return slice(dim, from, from + length);
  }

  /** One place of a dimension, which vanishes; a negative one counts from the end. */
  default Tensor select(int dim, int index) {
    int size = self().size(dim);
    int at = index < 0 ? index + size : index;
    if (at < 0 || at >= size) {
      throw new IndexOutOfBoundsException(
          "select: index %d of dimension %d of %s"
              .formatted(index, dim, Shapes.show(self().array().shape())));
    }
    return slice(dim, at, at + 1).squeeze(dim);
  }

  /** One place of the first dimension, which vanishes. */
  default Tensor get(int index) {
    return select(0, index);
  }

  /** The places of a dimension that an int64 vector names, in its order. */
  default Tensor indexSelect(int dim, Tensor index) {
    return Tensor.apply(new IndexSelectOp(dim), self(), index);
  }

  /** Along a dimension, the elements at the places that an int64 tensor names. {@link GatherOp}. */
  default Tensor gather(int dim, Tensor index) {
    return Tensor.apply(new GatherOp(dim), self(), index);
  }

  /** The rows of this table [rows, width] that int64 ids name, in the shape of the ids. */
  default Tensor embedding(Tensor ids) {
    return Tensor.apply(new EmbeddingOp(EmbeddingOp.NO_PADDING), self(), ids);
  }

  /** {@code value} where the bool mask, which broadcasts, is true; elsewhere this. */
  default Tensor maskedFill(Tensor mask, double value) {
    return Tensor.apply(new MaskedFillOp(value), self(), mask);
  }

  /** Int64 classes as int64 vectors of zeros with a one. */
  default Tensor oneHot(int classes) {
    return Tensor.apply(new OneHotOp(classes), self());
  }

  /** This with elements of a source added at the places an index names. {@link ScatterAddOp}. */
  default Tensor scatterAdd(int dim, Tensor index, Tensor source) {
    return Tensor.apply(new ScatterAddOp(dim), self(), index, source);
  }
}
