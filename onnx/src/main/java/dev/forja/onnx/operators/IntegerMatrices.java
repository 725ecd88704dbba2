package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.array.Shapes;
import dev.forja.tensor.Compute;
import dev.forja.tensor.Tensor;
import java.util.Arrays;

/** Exact products of matrices of integers, in int64. */
final class IntegerMatrices {
  private IntegerMatrices() {}

  /** As {@code numpy.matmul}: vectors, matrices, and stacks of matrices with broadcasting. */
  static Tensor matmul(Tensor left, Tensor right) {
    if (left.rank() == 0 || right.rank() == 0) {
      throw new IllegalArgumentException("a factor of a product of matrices is a scalar");
    }
    Tensor a = left.to(DType.I64);
    Tensor b = right.to(DType.I64);
    Tensor rows = a.rank() == 1 ? a.unsqueeze(0) : a;
    Tensor columns = b.rank() == 1 ? b.unsqueeze(1) : b;
    int m = rows.size(-2);
    int k = rows.size(-1);
    int n = columns.size(-1);
    if (columns.size(-2) != k) {
      throw new IllegalArgumentException(
          "the matrices %s and %s do not fit"
              .formatted(Shapes.show(left.shape()), Shapes.show(right.shape())));
    }
    int[] lead =
        Shapes.broadcast(
            "matmul",
            Arrays.copyOf(rows.shape(), rows.rank() - 2),
            Arrays.copyOf(columns.shape(), columns.rank() - 2));
    long[] x = rows.expand(appended(lead, m, k)).toLongs();
    long[] y = columns.expand(appended(lead, k, n)).toLongs();
    int[] shape = appended(lead, m, n);
    long[] z = new long[Shapes.count(shape)];
    int stacks = Shapes.count(lead);
    Compute.forEach(
        stacks * m,
        row -> {
          int stack = row / m;
          for (int i = 0; i < k; i++) {
            long factor = x[row * k + i];
            int from = (stack * k + i) * n;
            for (int j = 0; factor != 0 && j < n; j++) {
              z[row * n + j] += factor * y[from + j];
            }
          }
        });
    Tensor result = Tensor.of(z, shape);
    if (a.rank() == 1) {
      result = result.squeeze(-2);
    }
    return b.rank() == 1 ? result.squeeze(-1) : result;
  }

  private static int[] appended(int[] lead, int rows, int columns) {
    int[] shape = Arrays.copyOf(lead, lead.length + 2);
    shape[lead.length] = rows;
    shape[lead.length + 1] = columns;
    return shape;
  }
}
