package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.linalg.Jacobi;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The eigenvalues [.., n], rising, and the eigenvectors [.., n, n], as columns, of symmetric
 * matrices [.., n, n], of which the lower halves are read. Computed in double. The signs of the
 * vectors are any, so only functions that do not depend on them have a gradient; nor has an
 * eigenvector of equal eigenvalues. Equivalent to {@code torch.linalg.eigh}. Immutable.
 */
public record EighOp() implements ByFormula {
  @Override
  public String name() {
    return "eigh";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Matrices.check(this, true, inputs);
    int[] sizes = inputs[0].sizes();
    return new TensorType[] {
      TensorType.owningFloats(Matrices.vectors(sizes, inputs[0].size(-1))), inputs[0]
    };
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 9L * inputs[0].count() * inputs[0].size(-1);
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray a = inputs[0].contiguous(allocator);
    int n = a.size(-1);
    NdArray w = allocator.floats(Matrices.vectors(a.shape(), n));
    NdArray v = allocator.floats(a.shape());
    for (int i = 0; i < Matrices.count(a.shape()); i++) {
      double[] values = Matrices.read(a, i, n * n);
      for (int row = 0; row < n; row++) {
        for (int column = row + 1; column < n; column++) {
          values[row * n + column] = values[column * n + row];
        }
      }
      Jacobi.Values found = Jacobi.symmetric(values, n);
      Matrices.write(found.values(), w, i, n);
      Matrices.write(found.left(), v, i, n * n);
    }
    return OpResult.of(w, v).saving(w, v);
  }

  /** {@code V (diag(w*) + (V' V*) / E) V'} with E the differences of the eigenvalues. */
  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> w = Term.output(context, 0, 0);
    Term<V> v = Term.output(context, 1, 1);
    V dw = context.gradOutput(0);
    V dv = context.gradOutput(1);
    int n = v.shape()[v.shape().length - 1];
    int[] row = Matrices.shape(v.shape(), 1, n);
    int[] column = Matrices.shape(v.shape(), n, 1);
    Term<V> unit = Term.constant(context, Matrices.unit(n));
    Term<V> inner = Term.zeros(context, v.shape());
    if (dw != null) {
      inner = new Term<>(context, dw).reshape(row).times(unit);
    }
    if (dv != null) {
      Term<V> apart = w.reshape(row).minus(w.reshape(column)).plus(unit);
      Term<V> turn = v.turned().matmul(new Term<>(context, dv)).over(apart);
      inner = inner.plus(turn.times(unit.from(1)));
    }
    return Term.only(v.matmul(inner).matmul(v.turned()));
  }
}
