package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.linalg.MatrixExponential;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exponentials of matrices [.., n, n]. Computed in double. Equivalent to {@code
 * torch.matrix_exp}. Immutable.
 */
public record MatrixExpOp() implements ByFormula {
  @Override
  public String name() {
    return "matrix_exp";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Matrices.check(this, true, inputs);
    return inputs[0].alone();
  }

  /** Six products, a solution and, usually, some squarings: counted as ten products. */
  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 20L * inputs[0].count() * inputs[0].size(-1);
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray a = inputs[0].contiguous(allocator);
    NdArray y = allocator.floats(a.shape());
    int n = a.size(-1);
    for (int i = 0; i < Matrices.count(a.shape()); i++) {
      Matrices.write(MatrixExponential.of(Matrices.read(a, i, n * n), n), y, i, n * n);
    }
    return OpResult.of(y).saving(inputs[0]);
  }

  /** The upper right block of the exponential of {@code [A' G; 0 A']}. */
  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> a = Term.input(context, 0, 0).turned();
    int rank = a.shape().length;
    int n = a.shape()[rank - 1];
    Term<V> zeros = Term.zeros(context, a.shape());
    Term<V> above = a.then(new CatOp(rank - 1), Term.gradOutput(context));
    Term<V> below = zeros.then(new CatOp(rank - 1), a);
    Term<V> whole = above.then(new CatOp(rank - 2), below).then(new MatrixExpOp());
    return Term.only(whole.slice(rank - 2, 0, n).slice(rank - 1, n, n));
  }
}
