package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.ReductionKernels;
import java.util.Arrays;

/** Sums over dimensions, in memory order where possible. */
final class Reduce {
  private Reduce() {}

  /** The shape without the reduced dimensions, or with size 1 in their places. */
  static int[] shape(int[] shape, boolean[] reduced, boolean keepDim) {
    int[] kept = new int[shape.length];
    int rank = 0;
    for (int d = 0; d < shape.length; d++) {
      if (!reduced[d]) {
        kept[rank++] = shape[d];
      } else if (keepDim) {
        kept[rank++] = 1;
      }
    }
    return Arrays.copyOf(kept, rank);
  }

  /** The product of the sizes of the reduced dimensions. */
  static int count(int[] shape, boolean[] reduced) {
    int count = 1;
    for (int d = 0; d < shape.length; d++) {
      count *= reduced[d] ? shape[d] : 1;
    }
    return count;
  }

  /** A dense array with the reduced dimensions of {@code x} moved behind the kept ones. */
  static NdArray reducedLast(NdArray x, boolean[] reduced, Allocator allocator) {
    return x.permute(order(reduced)).contiguous(allocator);
  }

  /** A view of a result of {@link #reducedLast} with the dimensions moved back to their places. */
  static NdArray back(NdArray x, boolean[] reduced) {
    int[] order = order(reduced);
    int[] inverse = new int[order.length];
    for (int d = 0; d < order.length; d++) {
      inverse[order[d]] = d;
    }
    return x.permute(inverse);
  }

  private static int[] order(boolean[] reduced) {
    int[] order = new int[reduced.length];
    int next = 0;
    for (int pass = 0; pass < 2; pass++) {
      for (int d = 0; d < order.length; d++) {
        if (reduced[d] == (pass == 1)) {
          order[next++] = d;
        }
      }
    }
    return order;
  }

  /** A matrix with a row for each element of the result, and the reduced elements in it. */
  static <V> Term<V> rows(Term<V> x, boolean[] reduced) {
    int across = count(x.shape(), reduced);
    int[] kept = shape(x.shape(), reduced, false);
    return x.then(new PermuteOp(order(reduced))).reshape(Shapes.count(kept), across);
  }

  /** The inverse of {@link #rows}, for the shape that it was given. */
  static <V> Term<V> fromRows(Term<V> rows, int[] shape, boolean[] reduced) {
    int[] order = order(reduced);
    int[] moved = new int[order.length];
    int[] inverse = new int[order.length];
    for (int d = 0; d < order.length; d++) {
      moved[d] = shape[order[d]];
      inverse[order[d]] = d;
    }
    return rows.reshape(moved).then(new PermuteOp(inverse));
  }

  /**
   * The gradient of a reduction that chooses elements: that of each result, times factors that do
   * not change with the input. They are what backward makes of ones.
   */
  static <V> Term<V> linear(Op op, GradContext<V> context, boolean[] reduced) {
    SavedForBackward saved = context.saved();
    NdArray ones = Masks.number(1).expand(saved.outputs().getFirst().sizes());
    NdArray factors =
        GradShapes.only(
            op.backward(saved, new NdArray[] {ones}, new boolean[] {true}, Allocator.HEAP));
    Term<V> constant = Term.constant(context, factors);
    int[] kept = shape(saved.sizes(0), reduced, true);
    Term<V> dx = Term.gradOutput(context).reshape(kept).times(constant);
    return dx.zeroWhere(constant.is(Comparison.EQ, 0));
  }

  /** The sum of float32 or int64 elements over the reduced dimensions, which are removed. */
  static NdArray sum(NdArray x, boolean[] reduced, Allocator allocator) {
    int[] kept = shape(x.shape(), reduced, false);
    NdArray out = allocator.empty(x.dtype(), kept);
    int across = count(x.shape(), reduced);
    if (x.dtype() == DType.I64) {
      sumLongs(reducedLast(x, reduced, allocator), out, across);
      return out;
    }
    int lead = leadingReduced(x.shape(), reduced);
    if (lead >= 0 && x.isContiguous() && across > 0) {
      sumColumns(x, out, lead, across);
    } else {
      sumRows(reducedLast(x, reduced, allocator), out, across);
    }
    return out;
  }

  /**
   * If the reduced dimensions form one block that is followed by kept ones, the product of the
   * sizes before the block; otherwise -1.
   */
  private static int leadingReduced(int[] shape, boolean[] reduced) {
    int d = 0;
    int before = 1;
    while (d < shape.length && (!reduced[d] || shape[d] == 1)) {
      before *= shape[d++];
    }
    while (d < shape.length && (reduced[d] || shape[d] == 1)) {
      d++;
    }
    if (d == shape.length) {
      return -1;
    }
    for (; d < shape.length; d++) {
      if (reduced[d] && shape[d] != 1) {
        return -1;
      }
    }
    return before;
  }

  private static void sumColumns(NdArray x, NdArray out, int blocks, int across) {
    ReductionKernels kernels = Kernels.get().reduction();
    int columns = blocks == 0 ? 0 : out.count() / blocks;
    Arrays.fill(out.floats(), out.offset(), out.offset() + out.count(), 0f);
    for (int i = 0; i < blocks; i++) {
      kernels.addColumnSums(
          x.floats(),
          x.offset() + i * across * columns,
          across,
          columns,
          out.floats(),
          out.offset() + i * columns);
    }
  }

  private static void sumRows(NdArray x, NdArray out, int across) {
    ReductionKernels kernels = Kernels.get().reduction();
    for (int i = 0; i < out.count(); i++) {
      out.floats()[out.offset() + i] = kernels.sum(x.floats(), x.offset() + i * across, across);
    }
  }

  private static void sumLongs(NdArray x, NdArray out, int across) {
    long[] from = x.storage().longs();
    long[] to = out.storage().longs();
    for (int i = 0; i < out.count(); i++) {
      long sum = 0;
      for (int j = 0; j < across; j++) {
        sum += from[x.offset() + i * across + j];
      }
      to[out.offset() + i] = sum;
    }
  }

  /**
   * The gradient of a reduction, expanded over the reduced dimensions to the shape of the input.
   */
  static NdArray repeat(NdArray grad, int[] shape, boolean[] reduced, Allocator allocator) {
    return grad.contiguous(allocator).reshape(shape(shape, reduced, true)).expand(shape);
  }
}
