package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.op.ExpandOp;
import dev.forja.op.PermuteOp;
import dev.forja.op.ReshapeOp;
import dev.forja.op.SqueezeOp;
import dev.forja.op.UnsqueezeOp;
import java.util.Arrays;

/** The same elements in other shapes. Most of these are views, which share storage. */
public sealed interface ShapeOps permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * The same elements in another shape, one size of which may be -1: what is left. A view where the
   * elements lie in order, else a copy.
   */
  default Tensor reshape(int... shape) {
    return Tensor.apply(new ReshapeOp(shape), self());
  }

  /** All elements as a vector. */
  default Tensor flatten() {
    return flatten(0);
  }

  /** The dimensions from {@code start} on as one. */
  default Tensor flatten(int start) {
    return flatten(start, -1);
  }

  /** The dimensions from {@code start} to {@code end}, included, as one. */
  default Tensor flatten(int start, int end) {
    int[] shape = self().array().shape();
    int first = Shapes.dim(start, shape.length);
    int last = Shapes.dim(end, shape.length);
    if (first > last) {
      throw new IllegalArgumentException(
          "flatten: %s: dimension %d lies behind %d".formatted(Shapes.show(shape), first, last));
    }
    if (shape.length == 0) {
      return reshape(1);
    }
    int[] flat = Arrays.copyOf(shape, shape.length - (last - first));
    flat[first] = Shapes.count(Arrays.copyOfRange(shape, first, last + 1));
    System.arraycopy(shape, last + 1, flat, first + 1, shape.length - last - 1);
    return reshape(flat);
  }

  /** As {@link #reshape}, but never a copy: an error where it would be one. */
  default Tensor view(int... shape) {
    if (!self().isContiguous()) {
      throw new IllegalStateException(
          "view: the elements of this %s do not lie in order: use reshape, which copies"
              .formatted(Shapes.show(self().array().shape())));
    }
    return reshape(shape);
  }

  /** The same elements, side by side in order: this tensor if they are, else a copy. */
  default Tensor contiguous() {
    return self().isContiguous() ? self() : reshape(self().array().shape());
  }

  /** The dimensions in another order: dimension i of the result is {@code dims[i]} of this. */
  default Tensor permute(int... dims) {
    return Tensor.apply(new PermuteOp(dims), self());
  }

  /** Two dimensions exchanged. */
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
  default Tensor t() {
    if (self().rank() != 2) {
      throw new IllegalStateException(
          "t: %s is no matrix: use transpose(-2, -1)"
              .formatted(Shapes.show(self().array().shape())));
    }
    return transpose(0, 1);
  }

  /** Dimensions of size 1 repeated, and new ones before them; -1 keeps a size. */
  default Tensor expand(int... shape) {
    return Tensor.apply(new ExpandOp(shape), self());
  }

  /** With a new dimension of size 1 at a place. */
  default Tensor unsqueeze(int dim) {
    return Tensor.apply(new UnsqueezeOp(dim), self());
  }

  /** Without the dimensions of size 1: the named ones that are, or all where none is named. */
  default Tensor squeeze(int... dims) {
    return Tensor.apply(new SqueezeOp(dims), self());
  }
}
