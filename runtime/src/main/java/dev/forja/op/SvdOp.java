package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.linalg.Jacobi;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Matrices [.., m, n] as products of U [.., m, k], the singular values S [.., k], falling, and V'
 * [.., k, n], k being the smaller of m and n. Computed in double. The signs of the vectors are any,
 * so only functions that do not depend on them have a gradient; nor have vectors of equal singular
 * values. Equivalent to {@code torch.linalg.svd} without full matrices. Immutable.
 */
public record SvdOp() implements ByFormula {
  @Override
  public String name() {
    return "svd";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Matrices.check(this, false, inputs);
    int[] sizes = inputs[0].sizes();
    int m = inputs[0].size(-2);
    int n = inputs[0].size(-1);
    int k = Math.min(m, n);
    return new TensorType[] {
      TensorType.owningFloats(Matrices.shape(sizes, m, k)),
      TensorType.owningFloats(Matrices.vectors(sizes, k)),
      TensorType.owningFloats(Matrices.shape(sizes, k, n))
    };
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 14L * inputs[0].count() * Math.min(inputs[0].size(-1), inputs[0].size(-2));
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray a = inputs[0].contiguous(allocator);
    TensorType[] types = shapes(TensorType.of(a));
    NdArray u = allocator.floats(types[0].sizes());
    NdArray s = allocator.floats(types[1].sizes());
    NdArray vh = allocator.floats(types[2].sizes());
    int m = a.size(-2);
    int n = a.size(-1);
    int k = Math.min(m, n);
    for (int i = 0; i < Matrices.count(a.shape()); i++) {
      double[] values = Matrices.read(a, i, m * n);
      boolean wide = m < n;
      Jacobi.Values found =
          wide
              ? Jacobi.singular(Matrices.turned(values, m, n), n, m)
              : Jacobi.singular(values, m, n);
      double[] left = wide ? found.right() : found.left();
      double[] right = wide ? found.left() : found.right();
      Matrices.write(left, u, i, m * k);
      Matrices.write(found.values(), s, i, k);
      Matrices.write(Matrices.turned(right, n, k), vh, i, k * n);
    }
    return OpResult.of(u, s, vh).saving(u, s, vh);
  }

  /**
   * With E the differences of the squares of S: {@code U ((skew(U' U*) / E) S + S (skew(V' V*) / E)
   * + diag(S*)) V'}, and the parts of U* and V* outside of the spaces of U and V.
   *
   * <p>Source: J. Townsend, Differentiating the Singular Value Decomposition, 2016.
   */
  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> u = Term.output(context, 0, 0);
    Term<V> s = Term.output(context, 1, 1);
    Term<V> vh = Term.output(context, 2, 2);
    int m = u.shape()[u.shape().length - 2];
    int k = u.shape()[u.shape().length - 1];
    int n = vh.shape()[vh.shape().length - 1];
    Term<V> row = s.reshape(Matrices.shape(u.shape(), 1, k));
    Term<V> column = s.reshape(Matrices.shape(u.shape(), k, 1));
    Term<V> unit = Term.constant(context, Matrices.unit(k));
    Term<V> apart = row.squared().minus(column.squared()).plus(unit);
    Term<V> inner = Term.zeros(context, Matrices.shape(u.shape(), k, k));
    V ds = context.gradOutput(1);
    if (ds != null) {
      inner = new Term<>(context, ds).reshape(Matrices.shape(u.shape(), 1, k)).times(unit);
    }
    Term<V> result = null;
    V du = context.gradOutput(0);
    if (du != null) {
      Term<V> g = new Term<>(context, du);
      Term<V> product = u.turned().matmul(g);
      inner = inner.plus(product.minus(product.turned()).over(apart).times(row));
      if (m > k) {
        result = g.minus(u.matmul(product)).over(row).matmul(vh);
      }
    }
    V dvh = context.gradOutput(2);
    if (dvh != null) {
      Term<V> g = new Term<>(context, dvh);
      Term<V> product = vh.matmul(g.turned());
      inner = inner.plus(product.minus(product.turned()).over(apart).times(column));
      if (n > k) {
        Term<V> outside = g.minus(product.turned().matmul(vh));
        Term<V> more = u.matmul(outside.over(column));
        result = result == null ? more : result.plus(more);
      }
    }
    Term<V> inside = u.matmul(inner).matmul(vh);
    return Term.only(result == null ? inside : inside.plus(result));
  }
}
