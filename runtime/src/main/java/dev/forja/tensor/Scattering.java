package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.op.ScatterAddOp;
import dev.forja.op.ScatterFillOp;
import dev.forja.op.ScatterKind;
import dev.forja.op.ScatterOp;
import dev.forja.op.ScatterReduceOp;
import dev.forja.spi.ShapeRule;
import java.util.Arrays;

/**
 * Writing to parts of a tensor: every method returns a copy with other elements at some places.
 * Types as those of this tensor; a source is converted. Any thread may call these methods; see
 * {@link Tensor}.
 */
public sealed interface Scattering permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  private DType computed() {
    return Promotion.computed(self().dtype());
  }

  private Tensor written(Tensor result) {
    return result.to(self().dtype());
  }

  /** An index vector as an index of the shape of a source, along a dimension. */
  private static Tensor wide(String method, int dim, Tensor index, Tensor source) {
    int[] sizes = source.array().shape();
    Tensor places = IndexTypes.wide(index);
    if (sizes.length == 0) {
      return places.reshape();
    }
    int at = Shapes.dim(dim, sizes.length);
    if (index.rank() > 1 || index.count() != sizes[at]) {
      throw new IllegalArgumentException(
          "%s: index %s, source %s: expected a vector with an index for each place of dimension %d"
              .formatted(method, Shapes.show(index.shape()), Shapes.show(sizes), at));
    }
    int[] ones = new int[sizes.length];
    Arrays.fill(ones, 1);
    ones[at] = index.count();
    return places.reshape(ones).expand(sizes);
  }

  /**
   * This with the elements of a source at the places of an index along a dimension. See {@link
   * ScatterOp}.
   */
  @ShapeRule("scatter(this, $0, $1, $2)")
  default Tensor scatter(int dim, Tensor index, Tensor source) {
    DType type = computed();
    return written(
        Tensor.apply(new ScatterOp(dim), self().to(type), IndexTypes.wide(index), source.to(type)));
  }

  /** This with a value at the places of an index along a dimension. */
  @ShapeRule("along(this, $0)")
  default Tensor scatter(int dim, Tensor index, double value) {
    return written(
        Tensor.apply(new ScatterFillOp(dim, value), self().to(computed()), IndexTypes.wide(index)));
  }

  /**
   * This joined with a source at the places of an index. Without {@code includeSelf}, the elements
   * of this that the index names do not take part. See {@link ScatterReduceOp}.
   */
  @ShapeRule("scatter(this, $0, $1, $2)")
  default Tensor scatterReduce(
      int dim, Tensor index, Tensor source, ScatterKind kind, boolean includeSelf) {
    DType type = self().dtype().isFloat() ? DType.F32 : DType.I64;
    Tensor x = self().to(type);
    Tensor at = IndexTypes.wide(index);
    Tensor from = source.to(type);
    if (kind != ScatterKind.SUM && kind != ScatterKind.MEAN) {
      return written(Tensor.apply(new ScatterReduceOp(dim, kind, includeSelf), x, at, from));
    }
    Tensor start = includeSelf ? x : Tensor.apply(new ScatterFillOp(dim, 0), x, at);
    Tensor sum = Tensor.apply(new ScatterAddOp(dim), start, at, from);
    if (kind == ScatterKind.SUM) {
      return written(sum);
    }
    Tensor ones = Tensor.ones(x.array().shape()).to(type);
    Tensor base = includeSelf ? ones : ones.scatter(dim, at, 0);
    Tensor each = Tensor.ones(at.array().shape()).to(type);
    Tensor count = Tensor.apply(new ScatterAddOp(dim), base, at, each).clampMin(1);
    return written(type == DType.F32 ? sum.div(count) : sum.floorDivide(count));
  }

  /**
   * This with {@code alpha} times the slices of a source added at the places of an index vector
   * along a dimension.
   */
  @ShapeRule("along(this, $0)")
  default Tensor indexAdd(int dim, Tensor index, Tensor source, double alpha) {
    DType type = self().dtype().isFloat() ? DType.F32 : DType.I64;
    Tensor scaled = alpha == 1 ? source : source.mul(alpha);
    Tensor places = wide("indexAdd", dim, index, source);
    return written(self().to(type).scatterAdd(dim, places, scaled.to(type)));
  }

  /** This with the slices of a source at the places of an index vector along a dimension. */
  @ShapeRule("along(this, $0)")
  default Tensor indexCopy(int dim, Tensor index, Tensor source) {
    return scatter(dim, wide("indexCopy", dim, index, source), source);
  }

  /** This with a value in the slices at the places of an index vector along a dimension. */
  @ShapeRule("along(this, $0)")
  default Tensor indexFill(int dim, Tensor index, double value) {
    int[] sizes = self().shape();
    if (sizes.length == 0) {
      return scatter(dim, index.reshape(), value);
    }
    sizes[Shapes.dim(dim, sizes.length)] = index.count();
    int[] ones = new int[sizes.length];
    Arrays.fill(ones, 1);
    ones[Shapes.dim(dim, sizes.length)] = index.count();
    return scatter(dim, IndexTypes.wide(index).reshape(ones).expand(sizes), value);
  }

  /**
   * This joined with the slices of a source at the places of an index vector; see {@link
   * #scatterReduce}.
   */
  @ShapeRule("along(this, $0)")
  default Tensor indexReduce(
      int dim, Tensor index, Tensor source, ScatterKind kind, boolean includeSelf) {
    Tensor places = wide("indexReduce", dim, index, source);
    return scatterReduce(dim, places, source, kind, includeSelf);
  }

  /**
   * This with values at the places that the indices select: {@code x[i, j] = values} in Python, of
   * a copy. The values broadcast to the shape of the selection. With {@code accumulate} they are
   * added; otherwise one of several that come to one place counts. See {@link Index}.
   */
  @ShapeRule("same(this)")
  default Tensor indexPut(Tensor values, boolean accumulate, Index... indices) {
    int[] shape = self().array().shape();
    Tensor places = Tensor.arange(self().count()).reshape(shape).get(indices);
    int[] selected = places.array().shape();
    Tensor given = values.rank() > selected.length ? values.squeeze() : values;
    return put(places, given.expand(selected), accumulate);
  }

  /**
   * This with the elements of a source at the places of an index into the flattened elements. With
   * {@code accumulate} they are added.
   */
  @ShapeRule("same(this)")
  default Tensor put(Tensor index, Tensor source, boolean accumulate) {
    if (index.count() != source.count()) {
      throw new IllegalArgumentException(
          "put: index %s, source %s: expected as many elements"
              .formatted(Shapes.show(index.shape()), Shapes.show(source.shape())));
    }
    DType type = accumulate && computed() == DType.BOOL ? DType.I64 : computed();
    Tensor flat = self().flatten().to(type);
    Tensor from = source.flatten().to(type);
    Tensor at = counted(index.flatten(), self().count());
    Tensor result = accumulate ? flat.scatterAdd(0, at, from) : flat.scatter(0, at, from);
    return written(result.reshape(self().array().shape()));
  }

  /** Places of which negative ones count from the end. */
  private static Tensor counted(Tensor index, int size) {
    Tensor places = IndexTypes.wide(index);
    return Tensor.where(places.lt(0), places.add(size), places);
  }

  /**
   * The elements at the places of an index into the flattened elements; negative ones count from
   * the end.
   */
  @ShapeRule("same($0)")
  default Tensor take(Tensor index) {
    Tensor places = counted(index.flatten(), self().count());
    return self().flatten().indexSelect(0, places).reshape(index.array().shape());
  }

  /**
   * The elements along a dimension at the places of an index; both broadcast except in that
   * dimension.
   */
  @ShapeRule("unsized(this)")
  default Tensor takeAlongDim(Tensor index, int dim) {
    int[] shape = self().shape();
    int[] places = index.shape();
    if (shape.length != places.length) {
      throw new IllegalArgumentException(
          "takeAlongDim: %s and index %s: expected as many dimensions"
              .formatted(Shapes.show(shape), Shapes.show(places)));
    }
    int at = Shapes.dim(dim, shape.length);
    int[] own = shape.clone();
    own[at] = 1;
    int[] other = places.clone();
    other[at] = 1;
    int[] wide = Shapes.broadcast("takeAlongDim", own, other);
    wide[at] = shape[at];
    Tensor source = self().expand(wide);
    wide[at] = places[at];
    return source.gather(at, IndexTypes.wide(index).expand(wide));
  }

  /**
   * This with the first elements of a source, in order, where a bool mask is true; the mask
   * broadcasts.
   */
  @ShapeRule("same(this)")
  default Tensor maskedScatter(Tensor mask, Tensor source) {
    int[] shape = self().array().shape();
    Tensor places = mask.expand(shape).flatten().nonzero().select(1, 0);
    if (source.count() < places.count()) {
      throw new IllegalArgumentException(
          "maskedScatter: the mask is true at %d places, but the source has %d elements"
              .formatted(places.count(), source.count()));
    }
    return put(places, source.flatten().slice(0, 0, places.count()), false);
  }

  /** This with a source in the place of one slice of a dimension; see {@link Indexing#select}. */
  @ShapeRule("along(this, $1)")
  default Tensor selectScatter(Tensor source, int dim, int index) {
    int size = self().size(dim);
    int at = index < 0 ? index + size : index;
    return sliceScatter(source.unsqueeze(Shapes.dim(dim, self().rank())), dim, at, at + 1, 1);
  }

  /** This with a source in the place of a slice; see {@link Indexing#slice(int, int, int, int)}. */
  @ShapeRule("along(this, $1)")
  default Tensor sliceScatter(Tensor source, int dim, int start, int end, int step) {
    int size = self().size(dim);
    Tensor places = Tensor.arange(size).slice(0, start, end, step);
    return indexCopy(dim, places, source);
  }

  /**
   * This with a source in the place of a diagonal; see {@link Arrangement#diagonal(int, int, int)}.
   */
  @ShapeRule("same(this)")
  default Tensor diagonalScatter(Tensor source, int offset, int first, int second) {
    int[] shape = self().array().shape();
    Tensor places = Tensor.arange(self().count()).reshape(shape).diagonal(offset, first, second);
    return put(places, source.expand(places.array().shape()), false);
  }
}
