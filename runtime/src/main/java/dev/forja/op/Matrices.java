package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.Arrays;

/** What the ops on batches of matrices share: their checks, and their elements in double. */
final class Matrices {
  private Matrices() {}

  /** Checks for one float32 input of matrices, which are square if {@code square}. */
  static void check(Op op, boolean square, TensorType... inputs) {
    Checks.floats(op, inputs, 1);
    matrices(op, inputs[0], square);
  }

  static void matrices(Op op, TensorType type, boolean square) {
    if (type.rank() < 2 || (square && type.size(-1) != type.size(-2))) {
      throw new IllegalArgumentException(
          "%s: %s: expected %s"
              .formatted(op.name(), type.show(), square ? "square matrices" : "matrices"));
    }
  }

  /** A shape with other sizes of the matrices. */
  static int[] shape(int[] batch, int rows, int columns) {
    int[] shape = batch.clone();
    shape[shape.length - 2] = rows;
    shape[shape.length - 1] = columns;
    return shape;
  }

  /** A shape with vectors in the place of the matrices. */
  static int[] vectors(int[] batch, int size) {
    int[] shape = Arrays.copyOf(batch, batch.length - 1);
    shape[shape.length - 1] = size;
    return shape;
  }

  /** The number of matrices. */
  static int count(int[] shape) {
    return Shapes.count(Arrays.copyOf(shape, shape.length - 2));
  }

  /** One of the blocks of {@code size} elements of a dense array, in double. */
  static double[] read(NdArray dense, int block, int size) {
    double[] values = new double[size];
    int from = dense.offset() + block * size;
    for (int i = 0; i < size; i++) {
      values[i] = dense.floats()[from + i];
    }
    return values;
  }

  /** Rounds a block into a dense array; the first {@code size} elements of the values count. */
  static void write(double[] values, NdArray dense, int block, int size) {
    int from = dense.offset() + block * size;
    for (int i = 0; i < size; i++) {
      dense.floats()[from + i] = (float) values[i];
    }
  }

  /** m rows of n, turned. */
  static double[] turned(double[] a, int m, int n) {
    double[] turned = new double[a.length];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        turned[j * m + i] = a[i * n + j];
      }
    }
    return turned;
  }

  /** The unit matrix of n rows. */
  static NdArray unit(int n) {
    NdArray unit = Allocator.HEAP.zeros(n, n);
    for (int i = 0; i < n; i++) {
      unit.floats()[i * n + i] = 1;
    }
    return unit;
  }

  /** A square matrix with ones below its diagonal and a half on it. */
  static NdArray half(int n) {
    NdArray half = Allocator.HEAP.zeros(n, n);
    for (int i = 0; i < n; i++) {
      Arrays.fill(half.floats(), i * n, i * n + i, 1);
      half.floats()[i * n + i] = 0.5f;
    }
    return half;
  }

  /** The message for a matrix of a batch. */
  static String which(Op op, int[] shape, int matrix) {
    return "%s: matrix %d of %s".formatted(op.name(), matrix, Shapes.show(shape));
  }
}
