package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.linalg.Jacobi;
import dev.forja.kernel.linalg.Lu;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The matrices of cofactors of matrices [.., n, n], which are the gradients of their determinants:
 * {@code det(A) A^-T} of a regular matrix. That of a singular one comes from its singular values,
 * {@code det(U) det(V) U diag(p) V^T}, where each p is the product of all singular values but one.
 * Computed in double. Its own gradient at a singular matrix is NaN. Immutable.
 *
 * <p>Source: G. Golub and C. Van Loan, Matrix Computations, 2.4 (singular values).
 */
record CofactorOp() implements ByFormula {
  @Override
  public String name() {
    return "cofactor";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Matrices.check(this, true, inputs);
    return inputs[0].alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 8L * inputs[0].count() * inputs[0].size(-1) / 3;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray a = inputs[0].contiguous(allocator);
    NdArray y = allocator.floats(a.shape());
    int n = a.size(-1);
    for (int i = 0; i < Matrices.count(a.shape()); i++) {
      Lu lu = Lu.of(Matrices.read(a, i, n * n), n);
      double[] cofactors =
          lu.zeroPivot() == 0 ? ofRegular(lu, n) : ofAny(Matrices.read(a, i, n * n), n);
      Matrices.write(cofactors, y, i, n * n);
    }
    return OpResult.of(y).saving(inputs[0], y);
  }

  private static double[] ofRegular(Lu lu, int n) {
    double[] inverse = new double[n * n];
    for (int i = 0; i < n; i++) {
      inverse[i * n + i] = 1;
    }
    lu.solve(inverse, n);
    double[] cofactors = Matrices.turned(inverse, n, n);
    double determinant = lu.determinant();
    for (int i = 0; i < cofactors.length; i++) {
      cofactors[i] *= determinant;
    }
    return cofactors;
  }

  private static double[] ofAny(double[] a, int n) {
    Jacobi.Values svd = Jacobi.singular(a, n, n);
    double sign =
        Lu.of(svd.left().clone(), n).determinant() * Lu.of(svd.right().clone(), n).determinant();
    double[] cofactors = new double[n * n];
    for (int k = 0; k < n; k++) {
      double product = sign;
      for (int other = 0; other < n; other++) {
        product *= other == k ? 1 : svd.values()[other];
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          cofactors[i * n + j] += product * svd.left()[i * n + k] * svd.right()[j * n + k];
        }
      }
    }
    return cofactors;
  }

  /**
   * With B the inverse, turned, C the cofactors and G their gradient: {@code <G, B> C - B G' C}.
   */
  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> a = Term.input(context, 0, 0);
    Term<V> g = Term.gradOutput(context);
    Term<V> c = Term.output(context, 0, 1);
    int n = a.shape()[a.shape().length - 1];
    Term<V> unit = Term.constant(context, Matrices.unit(n).expand(a.shape()));
    Term<V> b = a.turned().then(new SolveOp(SolveOp.MatrixForm.MAYBE_SINGULAR), unit);
    return Term.only(g.times(b).sum(-2, -1).times(c).minus(b.matmul(g.turned()).matmul(c)));
  }
}
