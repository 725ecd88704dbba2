package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.linalg.Jacobi;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pseudo-inverses [.., n, m] of matrices [.., m, n]. Singular values of at most {@code rtol}
 * times the largest one count as zero; a negative {@code rtol} stands for PyTorch's, the larger of
 * m and n times 2^-23. Computed in double. Equivalent to {@code torch.linalg.pinv}. Immutable.
 */
public record PinvOp(double rtol) implements ByFormula {
  @Override
  public String name() {
    return "pinv";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Matrices.check(this, false, inputs);
    int[] sizes = inputs[0].sizes();
    int[] turned = Matrices.shape(sizes, inputs[0].size(-1), inputs[0].size(-2));
    return TensorType.owningFloats(turned).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 16L * inputs[0].count() * Math.min(inputs[0].size(-1), inputs[0].size(-2));
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray a = inputs[0].contiguous(allocator);
    int m = a.size(-2);
    int n = a.size(-1);
    NdArray y = allocator.floats(Matrices.shape(a.shape(), n, m));
    for (int i = 0; i < Matrices.count(a.shape()); i++) {
      double[] values = Matrices.read(a, i, m * n);
      double[] inverse =
          m < n
              ? Matrices.turned(inverse(Matrices.turned(values, m, n), n, m), m, n)
              : inverse(values, m, n);
      Matrices.write(inverse, y, i, m * n);
    }
    return OpResult.of(y).saving(inputs[0], y);
  }

  /** n rows of m, for m rows of n, where m is n or more. */
  private double[] inverse(double[] a, int m, int n) {
    Jacobi.Values found = Jacobi.singular(a, m, n);
    double share = rtol < 0 ? Math.max(m, n) * 0x1p-23 : rtol;
    double least = n == 0 ? 0 : found.values()[0] * share;
    double[] inverse = new double[n * m];
    for (int k = 0; k < n; k++) {
      double s = found.values()[k];
      for (int i = 0; s > least && i < n; i++) {
        double factor = found.right()[i * n + k] / s;
        for (int j = 0; j < m; j++) {
          inverse[i * m + j] += factor * found.left()[j * n + k];
        }
      }
    }
    return inverse;
  }

  /**
   * The derivative at constant rank, in three parts for P = pinv(A).
   *
   * <p>Source: G. Golub and V. Pereyra, The Differentiation of Pseudo-Inverses and Nonlinear Least
   * Squares Problems Whose Variables Separate, SIAM J. Numer. Anal. 10 (1973).
   */
  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> a = Term.input(context, 0, 0);
    Term<V> p = Term.output(context, 0, 1);
    Term<V> g = Term.gradOutput(context).turned();
    Term<V> k = g.matmul(p);
    Term<V> kp = k.matmul(p.turned());
    Term<V> first = p.matmul(k).turned().negated();
    Term<V> second = kp.minus(a.matmul(p).matmul(kp));
    Term<V> third = p.turned().matmul(p).matmul(g.minus(k.matmul(a)));
    return Term.only(first.plus(second).plus(third));
  }
}
