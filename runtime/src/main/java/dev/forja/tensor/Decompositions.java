package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.op.CholeskyOp;
import dev.forja.op.DeterminantOp;
import dev.forja.op.EighOp;
import dev.forja.op.MatrixExpOp;
import dev.forja.op.PinvOp;
import dev.forja.op.QrOp;
import dev.forja.op.SolveOp;
import dev.forja.op.SvdOp;
import dev.forja.spi.ShapeRule;
import java.util.Arrays;

/**
 * Solutions and decompositions of matrices [.., m, n], as in {@code torch.linalg}. Everything is
 * computed in double and rounded once. Any thread may call these methods; see {@link Tensor}.
 */
public sealed interface Decompositions permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * The lower triangle L of symmetric positive matrices {@code L L'}, of which the lower halves are
   * read.
   *
   * @throws IllegalArgumentException if a matrix is not positive definite
   */
  @ShapeRule("ranked(this, 2, 99)")
  default Tensor cholesky() {
    return Tensor.apply(new CholeskyOp(), self());
  }

  /**
   * The solutions X of {@code this X = right}: matrices [.., n, k], or vectors [n] or [.., n] as
   * {@code torch.linalg.solve} tells them apart. Leading dimensions broadcast.
   *
   * @throws IllegalArgumentException if a matrix is singular
   */
  @ShapeRule("unknown()")
  default Tensor solve(Tensor right) {
    return solved(new SolveOp(SolveOp.MatrixForm.GENERAL), right);
  }

  /** The solutions of triangles, of which the other halves are not read; see {@link #solve}. */
  @ShapeRule("unknown()")
  default Tensor solveTriangular(Tensor right, boolean upper) {
    return solved(new SolveOp(upper ? SolveOp.MatrixForm.UPPER : SolveOp.MatrixForm.LOWER), right);
  }

  /** The solutions of {@code L L' X = right} for this lower triangle L. */
  @ShapeRule("unknown()")
  default Tensor choleskySolve(Tensor right) {
    return self().transpose(-2, -1).solveTriangular(solveTriangular(right, false), true);
  }

  private Tensor solved(SolveOp op, Tensor right) {
    int[] a = self().shape();
    int[] b = right.shape();
    if (a.length < 2 || b.length < 1) {
      throw new IllegalArgumentException(
          "%s: %s and %s: expected [.., n, n] and [.., n, k]"
              .formatted(op.name(), Shapes.show(a), Shapes.show(b)));
    }
    boolean vectors = b.length == 1 || Arrays.equals(b, Arrays.copyOf(a, a.length - 1));
    Tensor columns = vectors ? right.unsqueeze(-1) : right;
    int[] lead =
        Shapes.broadcast(
            op.name(),
            Arrays.copyOf(a, a.length - 2),
            Arrays.copyOf(columns.shape(), columns.rank() - 2));
    Tensor x = Tensor.apply(op, led(self(), lead), led(columns, lead));
    return vectors ? x.squeeze(-1) : x;
  }

  private static Tensor led(Tensor matrices, int[] lead) {
    int[] shape = Arrays.copyOf(lead, lead.length + 2);
    shape[lead.length] = matrices.size(-2);
    shape[lead.length + 1] = matrices.size(-1);
    return Arrays.equals(shape, matrices.shape()) ? matrices : matrices.expand(shape);
  }

  /**
   * The inverses of square matrices.
   *
   * @throws IllegalArgumentException if a matrix is singular
   */
  @ShapeRule("ranked(this, 2, 99)")
  default Tensor inverse() {
    if (self().rank() < 2) {
      throw new IllegalArgumentException(
          "inverse: %s: expected square matrices".formatted(Shapes.show(self().shape())));
    }
    return solve(Tensor.eye(self().size(-1)));
  }

  /** The determinants of square matrices. The gradient of a singular one is NaN. */
  @ShapeRule("unknown()")
  default Tensor det() {
    return Tensor.apply(new DeterminantOp(false), self());
  }

  /** The signs of the determinants, and the logarithms of their absolute values. */
  @ShapeRule("unknown()")
  default SlogdetOutput slogdet() {
    Tensor[] outputs = Tensor.applyAll(new DeterminantOp(true), self());
    return new SlogdetOutput(outputs[0], outputs[1]);
  }

  /** The logarithms of the determinants; NaN for a negative one. */
  @ShapeRule("unknown()")
  default Tensor logdet() {
    SlogdetOutput parts = slogdet();
    return parts.logabsdet().maskedFill(parts.sign().lt(0), Double.NaN);
  }

  /** Orthonormal columns Q [.., m, k] and triangles R [.., k, n], k the smaller of m and n. */
  @ShapeRule("unknown()")
  default QrOutput qr() {
    int rank = self().rank();
    if (rank >= 2 && self().size(-2) < self().size(-1)) {
      int m = self().size(-2);
      QrOutput front = self().slice(-1, 0, m).qr();
      Tensor rest = self().slice(-1, m, self().size(-1));
      Tensor more = front.q().transpose(-2, -1).matmul(rest);
      return new QrOutput(front.q(), Tensor.cat(rank - 1, front.r(), more));
    }
    Tensor[] outputs = Tensor.applyAll(new QrOp(), self());
    return new QrOutput(outputs[0], outputs[1]);
  }

  /**
   * The eigenvalues, rising, and the eigenvectors, as columns, of symmetric matrices, of which the
   * lower halves are read. The signs of the vectors are any.
   */
  @ShapeRule("unknown()")
  default EighOutput eigh() {
    Tensor[] outputs = Tensor.applyAll(new EighOp(), self());
    return new EighOutput(outputs[0], outputs[1]);
  }

  /** The eigenvalues of symmetric matrices, rising. */
  @ShapeRule("unknown()")
  default Tensor eigvalsh() {
    return eigh().eigenvalues();
  }

  /**
   * Singular vectors U [.., m, k], singular values S [.., k], falling, and V' [.., k, n], k the
   * smaller of m and n: {@code torch.linalg.svd} without full matrices. The signs of the vectors
   * are any.
   */
  @ShapeRule("unknown()")
  default SvdOutput svd() {
    Tensor[] outputs = Tensor.applyAll(new SvdOp(), self());
    return new SvdOutput(outputs[0], outputs[1], outputs[2]);
  }

  /** The singular values, falling. */
  @ShapeRule("unknown()")
  default Tensor svdvals() {
    return svd().s();
  }

  /** The pseudo-inverses [.., n, m]; singular values below PyTorch's limit count as zero. */
  @ShapeRule("unknown()")
  default Tensor pinv() {
    return pinv(-1);
  }

  /** The same; singular values of at most {@code rtol} times the largest one count as zero. */
  @ShapeRule("unknown()")
  default Tensor pinv(double rtol) {
    return Tensor.apply(new PinvOp(rtol), self());
  }

  /**
   * The X of the smallest norm for which {@code this X - right} is smallest, [.., n, k] for [.., m,
   * k], the solution of {@code torch.linalg.lstsq}; by the pseudo-inverse, so matrices of any rank
   * have one.
   */
  @ShapeRule("unknown()")
  default Tensor lstsq(Tensor right) {
    return pinv().matmul(right);
  }

  /** The exponentials of square matrices. */
  @ShapeRule("ranked(this, 2, 99)")
  default Tensor matrixExp() {
    return Tensor.apply(new MatrixExpOp(), self());
  }
}
