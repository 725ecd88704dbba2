package dev.forja.onnx.operators;

import dev.forja.array.DType;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Products of matrices. */
final class Products {
  private Products() {}

  static void addTo(OperatorTable table) {
    table.add("MatMul", "", Products::matmul);
    table.add("Gemm", "alpha beta broadcast transA transB", Products::gemm);
    table.add("Einsum", "equation", Products::einsum);
    table.add("Det", "", Products::det);
  }

  private static void matmul(Call call) {
    Tensor a = call.x(0);
    Tensor b = call.x(1);
    Types.requireAlike(a, b);
    call.give(a.dtype() == DType.F32 ? a.matmul(b) : IntegerMatrices.matmul(a, b).to(a.dtype()));
  }

  private static Tensor turned(Tensor x, boolean turn) {
    if (x.rank() != 2) {
      throw new IllegalArgumentException(
          "its input has the shape %s, expected a matrix".formatted(Arrays.toString(x.shape())));
    }
    return turn ? x.t() : x;
  }

  private static void gemm(Call call) {
    Tensor a = turned(call.x(0), call.node().flag("transA", false));
    Tensor weight = call.x(1);
    boolean linear = call.node().flag("transB", false);
    float alpha = call.node().number("alpha", 1);
    float beta = call.node().number("beta", 1);
    @Nullable Tensor c = call.optional(2);
    Types.requireAlike(a, weight);
    if (a.dtype() != DType.F32) {
      Tensor product = IntegerMatrices.matmul(a, turned(weight, linear));
      Tensor scaled = alpha == 1 ? product : product.mul(alpha).to(DType.I64);
      Tensor added =
          c == null ? scaled : scaled.add(beta == 1 ? c.to(DType.I64) : c.mul(beta).to(DType.I64));
      call.give(added.to(a.dtype()));
      return;
    }
    boolean row = c != null && c.rank() == 1 && c.size(0) == turned(weight, linear).size(1);
    if (linear && alpha == 1 && (c == null || (row && beta == 1))) {
      call.give(a.linear(weight, c));
      return;
    }
    Tensor product = a.matmul(turned(weight, linear));
    Tensor scaled = alpha == 1 ? product : product.mul(alpha);
    call.give(c == null ? scaled : scaled.add(beta == 1 ? c : c.mul(beta)));
  }

  private static void einsum(Call call) {
    Tensor[] all = call.all();
    String equation = call.node().text("equation", "").replace(" ", "");
    if (all.length > 0 && all[0].dtype() != DType.F32) {
      Tensor[] floats = Arrays.stream(all).map(each -> each.to(DType.F32)).toArray(Tensor[]::new);
      call.give(Tensor.einsum(equation, floats).to(all[0].dtype()));
      return;
    }
    call.give(Tensor.einsum(equation, all));
  }

  /** By elimination with the largest pivot of each column. */
  private static void det(Call call) {
    Tensor x = call.floats(0);
    int n = x.rank() < 2 ? -1 : x.size(-1);
    if (n < 0 || x.size(-2) != n) {
      throw new IllegalArgumentException(
          "its input %s holds no square matrices".formatted(Arrays.toString(x.shape())));
    }
    int[] lead = Arrays.copyOf(x.shape(), x.rank() - 2);
    float[] values = x.toFloats();
    float[] dets = new float[n == 0 ? Tensor.zeros(lead).count() : values.length / (n * n)];
    for (int m = 0; m < dets.length; m++) {
      double[][] a = new double[n][n];
      for (int i = 0; i < n * n; i++) {
        a[i / n][i % n] = values[m * n * n + i];
      }
      dets[m] = (float) det(a);
    }
    call.give(Tensor.of(dets, lead));
  }

  private static double det(double[][] a) {
    double det = 1;
    for (int k = 0; k < a.length; k++) {
      int pivot = k;
      for (int i = k + 1; i < a.length; i++) {
        pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
      }
      if (a[pivot][k] == 0) {
        return 0;
      }
      if (pivot != k) {
        double[] row = a[k];
        a[k] = a[pivot];
        a[pivot] = row;
        det = -det;
      }
      det *= a[k][k];
      for (int i = k + 1; i < a.length; i++) {
        double factor = a[i][k] / a[k][k];
        for (int j = k; j < a.length; j++) {
          a[i][j] -= factor * a[k][j];
        }
      }
    }
    return det;
  }
}
