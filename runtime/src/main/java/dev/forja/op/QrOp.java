package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.linalg.Householder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Matrices [.., m, n] of n or more rows as products of Q [.., m, n], whose columns are orthonormal,
 * and upper triangles R [.., n, n]. Computed in double. Equivalent to {@code torch.linalg.qr} with
 * the mode reduced. Immutable.
 */
public record QrOp() implements ByFormula {
  @Override
  public String name() {
    return "qr";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Matrices.check(this, false, inputs);
    int n = inputs[0].size(-1);
    if (inputs[0].size(-2) < n) {
      throw new IllegalArgumentException(
          "qr: %s: expected as many rows as columns, or more".formatted(inputs[0].show()));
    }
    int[] sizes = inputs[0].sizes();
    return new TensorType[] {inputs[0], TensorType.owningFloats(Matrices.shape(sizes, n, n))};
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 4L * inputs[0].count() * inputs[0].size(-1);
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray a = inputs[0].contiguous(allocator);
    int m = a.size(-2);
    int n = a.size(-1);
    NdArray q = allocator.floats(a.shape());
    NdArray r = allocator.floats(Matrices.shape(a.shape(), n, n));
    for (int i = 0; i < Matrices.count(a.shape()); i++) {
      double[] values = Matrices.read(a, i, m * n);
      Matrices.write(Householder.decompose(values, m, n), q, i, m * n);
      Matrices.write(values, r, i, n * n);
    }
    return OpResult.of(q, r).saving(q, r);
  }

  /**
   * With M = R R*' - Q*' Q and S the lower half of M, made symmetric: {@code (Q* + Q S) R^-T}.
   *
   * <p>Source: M. Seeger et al., Auto-Differentiating Linear Algebra, <a
   * href="https://arxiv.org/abs/1710.08717">arXiv:1710.08717</a>.
   */
  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> q = Term.output(context, 0, 0);
    Term<V> r = Term.output(context, 1, 1);
    V dq = context.gradOutput(0);
    V dr = context.gradOutput(1);
    int[] square = r.shape();
    int n = square[square.length - 1];
    Term<V> m = Term.zeros(context, square);
    m = dr == null ? m : r.matmul(new Term<>(context, dr).turned());
    m = dq == null ? m : m.minus(new Term<>(context, dq).turned().matmul(q));
    Term<V> lower = m.times(Term.constant(context, Matrices.half(n)));
    Term<V> sum = q.matmul(lower.plus(lower.turned()));
    sum = dq == null ? sum : sum.plus(new Term<>(context, dq));
    return Term.only(r.then(new SolveOp(SolveOp.MatrixForm.UPPER), sum.turned()).turned());
  }
}
