package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.MatmulKernels;
import dev.forja.kernel.PackedMatrix;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.kernel.parallel.Thresholds;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Batched matrix products, with transposed views passed to the kernels as flags rather than copied.
 */
final class Gemm {
  private Gemm() {}

  /** The last two dimensions of an array in the form that the kernels take. */
  private record Matrix(NdArray array, boolean transposed, int leading) {
    static Matrix of(NdArray x, Allocator allocator) {
      int rank = x.rank();
      int rows = x.shape()[rank - 2];
      int columns = x.shape()[rank - 1];
      int rowStep = x.strides()[rank - 2];
      int columnStep = x.strides()[rank - 1];
      if ((columns <= 1 || columnStep == 1) && (rows <= 1 || rowStep >= columns)) {
        return new Matrix(x, false, rows <= 1 ? Math.max(columns, 1) : rowStep);
      }
      if ((rows <= 1 || rowStep == 1) && (columns <= 1 || columnStep >= rows)) {
        return new Matrix(x, true, columns <= 1 ? Math.max(rows, 1) : columnStep);
      }
      return new Matrix(x.copy(allocator), false, Math.max(columns, 1));
    }

    /** This matrix in packed form; null if packing does not pay, or does not pay yet. */
    @Nullable PackedMatrix packed(int m, int n, int k, MatmulKernels kernels) {
      PackedWeights.Place place =
          new PackedWeights.Place(array.offset(), transposed, leading, n, k);
      return PackedWeights.find(array.storage(), place, m, kernels);
    }

    /** The first element of each matrix: the array without its last two dimensions. */
    NdArray batch() {
      int rank = array.rank();
      return NdArray.view(
          array.storage(),
          Arrays.copyOf(array.shape(), rank - 2),
          Arrays.copyOf(array.strides(), rank - 2),
          array.offset());
    }
  }

  /**
   * {@code c = a b + beta c} over the last two dimensions. The leading dimensions of a and b
   * broadcast to those of {@code c}. {@code c} may have repeated leading dimensions too, and then
   * accumulates. If {@code beta} is 0, c is dense.
   */
  static void multiply(NdArray a, NdArray b, NdArray c, float beta, Allocator allocator) {
    int m = c.shape()[c.rank() - 2];
    int n = c.shape()[c.rank() - 1];
    int k = a.shape()[a.rank() - 1];
    if (m == 0 || n == 0 || k == 0) {
      if (beta == 0) {
        Arrays.fill(c.floats(), c.offset(), c.offset() + c.count(), 0f);
      }
      return;
    }
    Matrix left = Matrix.of(a, allocator);
    Matrix right = Matrix.of(b, allocator);
    Matrix target = Matrix.of(c, allocator);
    NdArray batch = target.batch();
    MatmulKernels kernels = Kernels.get().matmul();
    if (batch.rank() == 0 && !left.transposed) {
      PackedMatrix packed = right.packed(m, n, k, kernels);
      if (packed != null) {
        kernels.gemmPacked(
            m,
            left.array.floats(),
            left.array.offset(),
            left.leading,
            packed,
            beta,
            c.floats(),
            target.array.offset(),
            target.leading);
        return;
      }
    }
    int[] places = places(batch, left.batch(), right.batch());
    Parallel.Range products =
        (from, to) -> {
          for (int i = from; i < to; i++) {
            kernels.gemm(
                left.transposed,
                right.transposed,
                m,
                n,
                k,
                left.array.floats(),
                places[3 * i + 1],
                left.leading,
                right.array.floats(),
                places[3 * i + 2],
                right.leading,
                beta,
                c.floats(),
                places[3 * i],
                target.leading);
          }
        };
    int count = batch.count();
    long work = (long) m * n * k;
    if (beta == 0 && work < Thresholds.STACKED_PRODUCT_ALONE) {
      Parallel.ranges(count, (int) Math.max(1, Thresholds.PRODUCT_SHARE / work), products);
    } else {
      products.run(0, count);
    }
  }

  /** The offsets of the target, the left and the right matrix of each product. */
  private static int[] places(NdArray target, NdArray left, NdArray right) {
    StridedIterator rows =
        StridedIterator.of(target, left.expand(target.shape()), right.expand(target.shape()));
    int[] places = new int[3 * target.count()];
    int[] next = {0};
    rows.walk(
        at -> {
          for (int i = 0; i < rows.length(); i++) {
            for (int array = 0; array < 3; array++) {
              places[next[0]++] = at[array] + i * rows.step(array);
            }
          }
        });
    return places;
  }

  /**
   * {@code c = row + a b} for matrices, where the row, unless it is null, is added to every row of
   * the product. {@code c} is dense and may have any shape with as many elements.
   */
  static void addmm(@Nullable NdArray row, NdArray a, NdArray b, NdArray c, Allocator allocator) {
    int m = a.shape()[0];
    int n = b.shape()[1];
    if (row == null) {
      multiply(a, b, c.reshape(m, n), 0, allocator);
      return;
    }
    int k = a.shape()[1];
    Matrix left = Matrix.of(a, allocator);
    Matrix right = Matrix.of(b, allocator);
    NdArray first = row.contiguous(allocator);
    MatmulKernels kernels = Kernels.get().matmul();
    PackedMatrix packed = left.transposed ? null : right.packed(m, n, k, kernels);
    if (packed != null) {
      kernels.addmmPacked(
          first.floats(),
          first.offset(),
          m,
          left.array.floats(),
          left.array.offset(),
          left.leading,
          packed,
          c.floats(),
          c.offset(),
          n);
      return;
    }
    kernels.addmm(
        first.floats(),
        first.offset(),
        left.transposed,
        right.transposed,
        m,
        n,
        k,
        left.array.floats(),
        left.array.offset(),
        left.leading,
        right.array.floats(),
        right.array.offset(),
        right.leading,
        c.floats(),
        c.offset(),
        n);
  }
}
