package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;

/** Moves a dimension to the end, where row kernels need it, and back. */
final class LastDim {
  private LastDim() {}

  /** The shape with the dimension moved to the end. */
  static int[] shape(int[] shape, int dim) {
    int[] moved = shape.clone();
    if (shape.length > 0) {
      System.arraycopy(shape, dim + 1, moved, dim, shape.length - dim - 1);
      moved[shape.length - 1] = shape[dim];
    }
    return moved;
  }

  /** A view with the dimension moved to the end. */
  static NdArray view(NdArray x, int dim) {
    if (x.rank() == 0 || dim == x.rank() - 1) {
      return x;
    }
    int[] order = new int[x.rank()];
    for (int d = 0; d < order.length; d++) {
      order[d] = d < dim ? d : d + 1 < order.length ? d + 1 : dim;
    }
    return x.permute(order);
  }

  /** The same view as a dense array, copied if necessary. */
  static NdArray dense(NdArray x, int dim, Allocator allocator) {
    return view(x, dim).contiguous(allocator);
  }

  /** A view with the last dimension moved back to its place. */
  static NdArray back(NdArray x, int dim) {
    if (x.rank() == 0 || dim == x.rank() - 1) {
      return x;
    }
    int[] order = new int[x.rank()];
    for (int d = 0; d < order.length; d++) {
      order[d] = d < dim ? d : d == dim ? order.length - 1 : d - 1;
    }
    return x.permute(order);
  }

  /** The number of rows of a dense array whose last dimension is the columns. */
  static int rows(NdArray x) {
    int columns = columns(x);
    return columns == 0 ? 0 : x.count() / columns;
  }

  /** The size of the last dimension; 1 for a scalar. */
  static int columns(NdArray x) {
    return x.rank() == 0 ? 1 : x.shape()[x.rank() - 1];
  }
}
