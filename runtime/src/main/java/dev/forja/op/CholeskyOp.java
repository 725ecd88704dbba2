package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.linalg.Triangles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lower triangle L of symmetric positive matrices {@code A = L L'}, [.., n, n], of which the
 * lower halves are read. Computed in double. Equivalent to {@code torch.linalg.cholesky}.
 * Immutable.
 */
public record CholeskyOp() implements ByFormula {
  @Override
  public String name() {
    return "cholesky";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Matrices.check(this, true, inputs);
    return inputs[0].alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return (long) inputs[0].count() * inputs[0].size(-1) / 3;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray a = inputs[0].contiguous(allocator);
    NdArray y = allocator.floats(a.shape());
    int n = a.size(-1);
    for (int i = 0; i < Matrices.count(a.shape()); i++) {
      double[] values = Matrices.read(a, i, n * n);
      int minor = Triangles.cholesky(values, n);
      if (minor > 0) {
        throw new IllegalArgumentException(
            "%s is not positive definite: its leading minor of order %d is not positive"
                .formatted(Matrices.which(this, a.shape(), i), minor));
      }
      Matrices.write(values, y, i, n * n);
    }
    return OpResult.of(y).saving(y);
  }

  /** With P = half the diagonal and the rest of tril(L' G): {@code L^-T P L^-1}, made symmetric. */
  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> l = Term.output(context, 0, 0);
    int n = l.shape()[l.shape().length - 1];
    Term<V> half = Term.constant(context, Matrices.half(n));
    Term<V> p = l.turned().matmul(Term.gradOutput(context)).times(half);
    SolveOp upper = new SolveOp(SolveOp.MatrixForm.UPPER);
    Term<V> left = l.turned().then(upper, p);
    Term<V> both = l.turned().then(upper, left.turned()).turned();
    return Term.only(both.plus(both.turned()).times(0.5));
  }
}
