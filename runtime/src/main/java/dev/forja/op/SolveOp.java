package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.linalg.Lu;
import dev.forja.kernel.linalg.Triangles;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The solutions X of {@code A X = B}, A [.., n, n] and B [.., n, k] with the same leading
 * dimensions. Of a triangle only its half is read. Computed in double. Equivalent to {@code
 * torch.linalg.solve} and {@code solve_triangular}. Immutable.
 */
public record SolveOp(MatrixForm form) implements ByFormula {
  /** What A is. Immutable and therefore thread-safe. */
  public enum MatrixForm {
    /** Any regular matrix. */
    GENERAL,
    /** Any matrix; the solutions of a singular one are NaN. */
    MAYBE_SINGULAR,
    /** A lower triangle. */
    LOWER,
    /** An upper triangle. */
    UPPER;

    private MatrixForm turned() {
      return this == LOWER ? UPPER : this == UPPER ? LOWER : this;
    }
  }

  private boolean isTriangle() {
    return form == MatrixForm.LOWER || form == MatrixForm.UPPER;
  }

  @Override
  public String name() {
    return !isTriangle() ? "solve" : "solve_triangular";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.floats(this, inputs, 2);
    Matrices.matrices(this, inputs[0], true);
    int[] a = inputs[0].sizes();
    int[] b = inputs[1].sizes();
    int lead = a.length - 1;
    if (b.length != a.length || !Arrays.equals(Arrays.copyOf(a, lead), Arrays.copyOf(b, lead))) {
      throw new IllegalArgumentException(
          "%s: %s and %s: expected [.., n, n] and [.., n, k]"
              .formatted(name(), inputs[0].show(), inputs[1].show()));
    }
    return inputs[1].alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    long n = inputs[0].size(-1);
    long elimination = !isTriangle() ? 2 * n * inputs[0].count() / 3 : 0;
    return elimination + (isTriangle() ? 1 : 2) * n * inputs[1].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray a = inputs[0].contiguous(allocator);
    NdArray b = inputs[1].contiguous(allocator);
    NdArray x = allocator.floats(b.shape());
    int n = a.size(-1);
    int k = b.size(-1);
    for (int i = 0; i < Matrices.count(a.shape()); i++) {
      double[] left = Matrices.read(a, i, n * n);
      double[] right = Matrices.read(b, i, n * k);
      if (!isTriangle()) {
        Lu lu = Lu.of(left, n);
        if (lu.zeroPivot() > 0 && form == MatrixForm.GENERAL) {
          throw new IllegalArgumentException(
              "%s is singular: pivot %d is zero: use pinv or lstsq"
                  .formatted(Matrices.which(this, a.shape(), i), lu.zeroPivot()));
        }
        lu.solve(right, k);
        if (lu.zeroPivot() > 0) {
          Arrays.fill(right, Double.NaN);
        }
      } else {
        Triangles.solve(left, n, form == MatrixForm.UPPER, false, right, k);
      }
      Matrices.write(right, x, i, n * k);
    }
    return OpResult.of(x).saving(inputs[0], x);
  }

  /** {@code B* = A^-T X*}, {@code A* = -B* X'}; of a triangle its half. */
  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Term<V> a = Term.input(context, 0, 0);
    Term<V> db = a.turned().then(new SolveOp(form.turned()), Term.gradOutput(context));
    Term<V> da = null;
    if (context.needed(0)) {
      da = db.matmul(Term.output(context, 0, 1).turned()).negated();
      da = !isTriangle() ? da : da.then(new TriangleOp(form == MatrixForm.UPPER, 0));
    }
    return Term.all(da, context.needed(1) ? db : null);
  }
}
