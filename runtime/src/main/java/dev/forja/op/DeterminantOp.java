package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.linalg.Lu;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The determinants of matrices [.., n, n]; with {@code logarithm} their signs, and the logarithms
 * of their absolute values. Computed in double. The gradient of a determinant is the matrix of
 * cofactors; that of the logarithm at a singular matrix is NaN. Equivalent to {@code
 * torch.linalg.det} and {@code slogdet}. Immutable.
 */
public record DeterminantOp(boolean logarithm) implements ByFormula {
  @Override
  public String name() {
    return logarithm ? "slogdet" : "det";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Matrices.check(this, true, inputs);
    int[] sizes = inputs[0].sizes();
    TensorType each = TensorType.owningFloats(Arrays.copyOf(sizes, sizes.length - 2));
    return logarithm ? new TensorType[] {each, each} : each.alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 2L * inputs[0].count() * inputs[0].size(-1) / 3;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray a = inputs[0].contiguous(allocator);
    int[] shape = Arrays.copyOf(a.shape(), a.rank() - 2);
    NdArray y = allocator.floats(shape);
    NdArray sign = logarithm ? allocator.floats(shape) : y;
    int n = a.size(-1);
    for (int i = 0; i < y.count(); i++) {
      Lu lu = Lu.of(Matrices.read(a, i, n * n), n);
      y.floats()[y.offset() + i] = (float) (logarithm ? lu.logarithm() : lu.determinant());
      if (logarithm) {
        sign.floats()[sign.offset() + i] = (float) lu.sign();
      }
    }
    OpResult result = logarithm ? OpResult.of(sign, y) : OpResult.of(y);
    return result.saving(inputs[0]);
  }

  /** The cofactors times the gradient; of the logarithm, the inverse, turned, times it. */
  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    V given = context.gradOutput(logarithm ? 1 : 0);
    if (given == null) {
      return Term.all((Term<V>) null);
    }
    Term<V> a = Term.input(context, 0, 0);
    int[] each = Arrays.copyOf(a.shape(), a.shape().length);
    int n = each[each.length - 1];
    each[each.length - 1] = 1;
    each[each.length - 2] = 1;
    Term<V> g = new Term<>(context, given);
    if (!logarithm) {
      return Term.only(a.then(new CofactorOp()).times(g.reshape(each)));
    }
    Term<V> unit = Term.constant(context, Matrices.unit(n).expand(a.shape()));
    Term<V> inverse = a.turned().then(new SolveOp(SolveOp.MatrixForm.MAYBE_SINGULAR), unit);
    return Term.only(inverse.times(g.reshape(each)));
  }
}
