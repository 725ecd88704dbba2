package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.op.DiagonalOp;
import dev.forja.op.ExpandOp;
import dev.forja.op.FlipOp;
import dev.forja.op.PermuteOp;
import dev.forja.op.ReshapeOp;
import dev.forja.op.RollOp;
import dev.forja.op.SqueezeOp;
import dev.forja.op.TriangleOp;
import dev.forja.op.UnbindOp;
import dev.forja.op.UnsqueezeOp;
import dev.forja.spi.ShapeRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Operations that change shapes but not elements. Most return views, which share storage. Any
 * thread may call these methods; see {@link Tensor}.
 */
public sealed interface ShapeOps permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * The same elements in another shape, one size of which may be -1 and is then inferred. A view if
   * the elements are contiguous, otherwise a copy.
   */
  @ShapeRule("reshape(this, $0)")
  default Tensor reshape(int... shape) {
    return Tensor.apply(new ReshapeOp(shape), self());
  }

  /** All elements as a vector. */
  @ShapeRule("flatten(this, 0, -1)")
  default Tensor flatten() {
    return flatten(0);
  }

  /** Merges the dimensions from {@code start} on into one. */
  @ShapeRule("flatten(this, $0, -1)")
  default Tensor flatten(int start) {
    return flatten(start, -1);
  }

  /** Merges the dimensions from {@code start} to {@code end}, inclusive, into one. */
  @ShapeRule("flatten(this, $0, $1)")
  default Tensor flatten(int start, int end) {
    int[] shape = self().array().shape();
    int first = Shapes.dim(start, shape.length);
    int last = Shapes.dim(end, shape.length);
    if (first > last) {
      throw new IllegalArgumentException(
          "flatten: %s: dimension %d comes after %d".formatted(Shapes.show(shape), first, last));
    }
    if (shape.length == 0) {
      return reshape(1);
    }
    int[] flat = Arrays.copyOf(shape, shape.length - (last - first));
    flat[first] = Shapes.count(Arrays.copyOfRange(shape, first, last + 1));
    System.arraycopy(shape, last + 1, flat, first + 1, shape.length - last - 1);
    return reshape(flat);
  }

  /** As {@link #reshape}, but throws an exception if a copy would be needed. */
  @ShapeRule("reshape(this, $0)")
  default Tensor view(int... shape) {
    if (!self().isContiguous()) {
      throw new IllegalStateException(
          "view: the elements of this %s are not contiguous: use reshape, which copies"
              .formatted(Shapes.show(self().array().shape())));
    }
    return reshape(shape);
  }

  /** The same elements in contiguous order: this tensor if they already are, otherwise a copy. */
  @ShapeRule("same(this)")
  default Tensor contiguous() {
    return self().isContiguous() ? self() : reshape(self().array().shape());
  }

  /** The dimensions in another order: dimension i of the result is {@code dims[i]} of this. */
  @ShapeRule("permute(this, $0)")
  default Tensor permute(int... dims) {
    return Tensor.apply(new PermuteOp(dims), self());
  }

  /** Swaps two dimensions. */
  @ShapeRule("transpose(this, $0, $1)")
  default Tensor transpose(int first, int second) {
    int rank = self().rank();
    if (rank == 0) {
      return self();
    }
    int[] dims = new int[rank];
    Arrays.setAll(dims, d -> d);
    dims[Shapes.dim(first, rank)] = Shapes.dim(second, rank);
    dims[Shapes.dim(second, rank)] = Shapes.dim(first, rank);
    return permute(dims);
  }

  /** The transpose of a matrix. */
  @ShapeRule("transpose(ranked(this, 2, 2), 0, 1)")
  default Tensor t() {
    if (self().rank() != 2) {
      throw new IllegalStateException(
          "t: %s is not a matrix: use transpose(-2, -1)"
              .formatted(Shapes.show(self().array().shape())));
    }
    return transpose(0, 1);
  }

  /** Repeats dimensions of size 1 and adds leading dimensions; -1 keeps a size. */
  @ShapeRule("expand(this, $0)")
  default Tensor expand(int... shape) {
    return Tensor.apply(new ExpandOp(shape), self());
  }

  /** Inserts a dimension of size 1. */
  @ShapeRule("unsqueeze(this, $0)")
  default Tensor unsqueeze(int dim) {
    return Tensor.apply(new UnsqueezeOp(dim), self());
  }

  /**
   * Removes dimensions of size 1: those of the given dimensions that have size 1, or all if none is
   * given.
   */
  @ShapeRule("squeeze(this, $0)")
  default Tensor squeeze(int... dims) {
    return Tensor.apply(new SqueezeOp(dims), self());
  }

  /** Reverses the order of the elements along some dimensions. A copy. */
  @ShapeRule("same(this)")
  default Tensor flip(int... dims) {
    return Tensor.apply(new FlipOp(dims), self());
  }

  /** Rolls the flattened elements by {@code shift} places; the last ones move to the front. */
  @ShapeRule("same(this)")
  default Tensor roll(int shift) {
    return flatten().roll(shift, 0).reshape(self().array().shape());
  }

  /** Rolls a dimension by {@code shift} places; the last ones move to the front. */
  @ShapeRule("along(this, $1)")
  default Tensor roll(int shift, int dim) {
    return Tensor.apply(new RollOp(shift, dim), self());
  }

  /** As {@link #roll(int, int)}, with one shift for each of the dimensions. */
  @ShapeRule("same(this)")
  default Tensor roll(int[] shifts, int[] dims) {
    if (shifts.length != dims.length) {
      throw new IllegalArgumentException(
          "roll: %d shifts for %d dimensions: expected one for each"
              .formatted(shifts.length, dims.length));
    }
    Tensor rolled = self();
    for (int i = 0; i < shifts.length; i++) {
      rolled = rolled.roll(shifts[i], dims[i]);
    }
    return rolled;
  }

  /** Splits a dimension into parts of {@code size} places each; the last may be shorter. Views. */
  @ShapeRule("split(this, $0, $1)")
  default List<Tensor> split(int size, int dim) {
    int length = self().size(dim);
    if (size < 0 || (size == 0 && length > 0)) {
      throw new IllegalArgumentException(
          "split: parts of %d places of dimension %d of %s: expected 1 or more"
              .formatted(size, dim, Shapes.show(self().array().shape())));
    }
    int[] sizes = new int[length == 0 ? 1 : Math.ceilDiv(length, size)];
    Arrays.fill(sizes, size);
    sizes[sizes.length - 1] = length - (sizes.length - 1) * size;
    return split(sizes, dim);
  }

  /** Splits a dimension into parts of these sizes, which must add up to its size. Views. */
  @ShapeRule("split(this, $0, $1)")
  default List<Tensor> split(int[] sizes, int dim) {
    if (Arrays.stream(sizes).anyMatch(size -> size < 0)
        || Arrays.stream(sizes).asLongStream().sum() != self().size(dim)) {
      throw new IllegalArgumentException(
          "split: %s does not add up to dimension %d of %s"
              .formatted(Arrays.toString(sizes), dim, Shapes.show(self().array().shape())));
    }
    List<Tensor> parts = new ArrayList<>();
    int start = 0;
    for (int size : sizes) {
      parts.add(self().narrow(dim, start, size));
      start += size;
    }
    return parts;
  }

  /**
   * Splits a dimension into at most {@code count} parts of equal size; the last may be shorter.
   * Views.
   */
  @ShapeRule("chunk(this, $0, $1)")
  default List<Tensor> chunk(int count, int dim) {
    if (count < 1) {
      throw new IllegalArgumentException("chunk: %d parts: expected 1 or more".formatted(count));
    }
    int length = self().size(dim);
    return length == 0 ? split(new int[count], dim) : split(Math.ceilDiv(length, count), dim);
  }

  /** Splits a dimension into its places, each a tensor without that dimension. Views. */
  @ShapeRule("unbind(this, $0)")
  default List<Tensor> unbind(int dim) {
    return List.of(Tensor.applyAll(new UnbindOp(dim), self()));
  }

  /** The elements whose indices in two dimensions are equal, as a new last dimension. A view. */
  @ShapeRule("diagonal(this, $0, $1)")
  default Tensor diagonal(int first, int second) {
    return Tensor.apply(new DiagonalOp(first, second), self());
  }

  /** Matrices with zeros above their main diagonal. */
  @ShapeRule("ranked(this, 2, 99)")
  default Tensor tril() {
    return tril(0);
  }

  /** Matrices with zeros above a diagonal: 0 is the main one, positive ones lie above it. */
  @ShapeRule("ranked(this, 2, 99)")
  default Tensor tril(int diagonal) {
    return Tensor.apply(new TriangleOp(false, diagonal), self());
  }

  /** Matrices with zeros below their main diagonal. */
  @ShapeRule("ranked(this, 2, 99)")
  default Tensor triu() {
    return triu(0);
  }

  /** Matrices with zeros below a diagonal: 0 is the main one, positive ones lie above it. */
  @ShapeRule("ranked(this, 2, 99)")
  default Tensor triu(int diagonal) {
    return Tensor.apply(new TriangleOp(true, diagonal), self());
  }

  /** Repeats each place of a dimension several times in succession. */
  @ShapeRule("repeat(this, $0, $1)")
  default Tensor repeatInterleave(int repeats, int dim) {
    if (repeats < 0) {
      throw new IllegalArgumentException(
          "repeatInterleave: %d repeats: expected 0 or more".formatted(repeats));
    }
    int[] shape = self().shape();
    int axis = Shapes.dim(dim, shape.length);
    int[] repeated = new int[shape.length + 1];
    System.arraycopy(shape, 0, repeated, 0, axis + 1);
    repeated[axis + 1] = repeats;
    System.arraycopy(shape, axis + 1, repeated, axis + 2, shape.length - axis - 1);
    shape[axis] = Shapes.size("repeatInterleave", (long) shape[axis] * repeats);
    return self().unsqueeze(axis + 1).expand(repeated).reshape(shape);
  }

  /** This with a dimension divided into several, of which one size may be -1. */
  @ShapeRule("unflatten(this, $0, $1)")
  default Tensor unflatten(int dim, int[] sizes) {
    int[] shape = self().shape();
    int at = dim < 0 ? dim + shape.length : dim;
    long known = 1;
    int open = 0;
    for (int size : sizes) {
      known *= size == -1 ? 1 : size;
      open += size == -1 ? 1 : 0;
    }
    boolean fits =
        at >= 0
            && at < shape.length
            && sizes.length > 0
            && open <= 1
            && (open == 0 ? known == shape[at] : known > 0 && shape[at] % known == 0);
    if (!fits) {
      throw new IllegalArgumentException(
          "unflatten: dimension %d of %s into %s: expected sizes whose product is that of the dimension, at most one of them -1"
              .formatted(dim, Shapes.show(shape), Shapes.show(sizes)));
    }
    int[] divided = new int[shape.length - 1 + sizes.length];
    System.arraycopy(shape, 0, divided, 0, at);
    for (int i = 0; i < sizes.length; i++) {
      divided[at + i] = sizes[i] == -1 ? (int) (shape[at] / known) : sizes[i];
    }
    System.arraycopy(shape, at + 1, divided, at + sizes.length, shape.length - at - 1);
    return self().reshape(divided);
  }
}
