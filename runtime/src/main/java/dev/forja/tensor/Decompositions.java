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
  @ShapeRule("solve(this, $0)")
  default Tensor solve(Tensor right) {
    int[] a = self().shape();
    int[] b = right.shape();
    boolean vectors =
        b.length == 1 || (a.length > 1 && Arrays.equals(b, Arrays.copyOf(a, a.length - 1)));
    return solved(new SolveOp(SolveOp.MatrixForm.GENERAL), right, vectors);
  }

  /**
   * The solutions of triangles, of which the other halves are not read: matrices [.., n, k], or one
   * vector [n]. Leading dimensions broadcast.
   *
   * @throws IllegalArgumentException if a matrix is singular
   */
  @ShapeRule("solve(this, $0)")
  default Tensor solveTriangular(Tensor right, boolean upper) {
    SolveOp op = new SolveOp(upper ? SolveOp.MatrixForm.UPPER : SolveOp.MatrixForm.LOWER);
    return solved(op, right, right.rank() == 1);
  }

  /**
   * The solutions of {@code L L' X = right} for this lower triangle L: matrices [.., n, k], or one
   * vector [n], as {@link #solveTriangular} takes them.
   */
  @ShapeRule("solve(this, $0)")
  default Tensor choleskySolve(Tensor right) {
    if (right.rank() == 1) {
      return choleskySolve(right.unsqueeze(-1)).squeeze(-1);
    }
    return self().transpose(-2, -1).solveTriangular(solveTriangular(right, false), true);
  }

  private Tensor solved(SolveOp op, Tensor right, boolean vectors) {
    int[] a = self().shape();
    int[] b = right.shape();
    if (a.length < 2 || b.length < 1) {
      throw new IllegalArgumentException(
          "%s: %s and %s: expected [.., n, n] and [.., n, k]"
              .formatted(op.name(), Shapes.show(a), Shapes.show(b)));
    }
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
    return solved(new SolveOp(SolveOp.MatrixForm.GENERAL), Tensor.eye(self().size(-1)), false);
  }

  /** The determinants of square matrices. The second gradient of a singular one is NaN. */
  @ShapeRule("reduce(ranked(this, 2, 99), (-2, -1), false)")
  default Tensor det() {
    return Tensor.apply(new DeterminantOp(false), self());
  }

  /** The signs of the determinants, and the logarithms of their absolute values. */
  @ShapeRule(
      "{sign = reduce(ranked(this, 2, 99), (-2, -1), false), logabsdet = reduce(ranked(this, 2, 99), (-2, -1), false)}")
  default SlogdetOutput slogdet() {
    Tensor[] outputs = Tensor.applyAll(new DeterminantOp(true), self());
    return new SlogdetOutput(outputs[0], outputs[1]);
  }

  /** The logarithms of the determinants; NaN for a negative one. */
  @ShapeRule("reduce(ranked(this, 2, 99), (-2, -1), false)")
  default Tensor logdet() {
    SlogdetOutput parts = slogdet();
    return parts.logabsdet().maskedFill(parts.sign().lt(0), Double.NaN);
  }

  /** Orthonormal columns Q [.., m, k] and triangles R [.., k, n], k the smaller of m and n. */
  @ShapeRule(
      "{q = resize(ranked(this, 2, 99), -1, size(diagonal(ranked(this, 2, 99), -2, -1), -1)), r = resize(ranked(this, 2, 99), -2, size(diagonal(ranked(this, 2, 99), -2, -1), -1))}")
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
   * As {@link #qr()}, or, with {@code complete}, square orthogonal matrices Q [.., m, m] and R [..,
   * m, n], as {@code torch.linalg.qr} with the mode complete. The columns of Q beyond the n-th are
   * any that complete it.
   *
   * @throws IllegalArgumentException if {@code complete} matrices have more rows than columns and
   *     this requires gradients, which are not defined, since these columns are any
   */
  @ShapeRule(
      "{q = resize(ranked(this, 2, 99), -1, when($0, size(this, -2), size(diagonal(this, -2, -1),"
          + " -1))), r = resize(ranked(this, 2, 99), -2, when($0, size(this, -2),"
          + " size(diagonal(this, -2, -1), -1)))}")
  default QrOutput qr(boolean complete) {
    QrOutput parts = qr();
    int missing = self().size(-2) - self().size(-1);
    if (!complete || missing <= 0) {
      return parts;
    }
    if (parts.q().requiresGrad()) {
      throw new IllegalArgumentException(
          "qr: %s, complete: its gradient is not defined; use qr(), or detach"
              .formatted(Shapes.show(self().shape())));
    }
    return new QrOutput(completed(parts.q()), parts.r().pad(new int[] {0, 0, 0, missing}, 0));
  }

  /** Orthonormal columns, and as many others, which have no gradients, as make them square. */
  private static Tensor completed(Tensor columns) {
    int rows = columns.size(-2);
    int count = columns.size(-1);
    if (rows <= count) {
      return columns;
    }
    int[] wide = columns.shape();
    wide[wide.length - 1] = rows;
    // Reflections make orthonormal columns even of matrices that are singular.
    Tensor more = Tensor.eye(rows).expand(wide).narrow(-1, 0, rows - count);
    Tensor square = Tensor.cat(wide.length - 1, columns.detach(), more).qr().q();
    return Tensor.cat(wide.length - 1, columns, square.narrow(-1, count, rows - count));
  }

  /**
   * The eigenvalues, rising, and the eigenvectors, as columns, of symmetric matrices, of which the
   * lower halves are read. The signs of the vectors are any.
   */
  @ShapeRule(
      "{eigenvalues = reduce(ranked(this, 2, 99), -1, false), eigenvectors = ranked(this, 2, 99)}")
  default EighOutput eigh() {
    Tensor[] outputs = Tensor.applyAll(new EighOp(), self());
    return new EighOutput(outputs[0], outputs[1]);
  }

  /** The eigenvalues of symmetric matrices, rising. */
  @ShapeRule("reduce(ranked(this, 2, 99), -1, false)")
  default Tensor eigvalsh() {
    return eigh().eigenvalues();
  }

  /**
   * Singular vectors U [.., m, k], singular values S [.., k], falling, and V' [.., k, n], k the
   * smaller of m and n: {@code torch.linalg.svd} without full matrices. The signs of the vectors
   * are any.
   */
  @ShapeRule(
      "{u = resize(ranked(this, 2, 99), -1, size(diagonal(ranked(this, 2, 99), -2, -1), -1)), s = diagonal(ranked(this, 2, 99), -2, -1), vh = resize(ranked(this, 2, 99), -2, size(diagonal(ranked(this, 2, 99), -2, -1), -1))}")
  default SvdOutput svd() {
    Tensor[] outputs = Tensor.applyAll(new SvdOp(), self());
    return new SvdOutput(outputs[0], outputs[1], outputs[2]);
  }

  /**
   * As {@link #svd()}, or, with {@code fullMatrices}, square orthogonal matrices U [.., m, m] and
   * V' [.., n, n], as {@code torch.linalg.svd}. The vectors beyond the smaller of m and n are any
   * that complete them, and have no gradients, as in PyTorch.
   */
  @ShapeRule(
      "{u = resize(ranked(this, 2, 99), -1, when($0, size(this, -2), size(diagonal(this, -2, -1),"
          + " -1))), s = diagonal(ranked(this, 2, 99), -2, -1), vh = resize(ranked(this, 2, 99),"
          + " -2, when($0, size(this, -1), size(diagonal(this, -2, -1), -1)))}")
  default SvdOutput svd(boolean fullMatrices) {
    SvdOutput parts = svd();
    return fullMatrices
        ? new SvdOutput(
            completed(parts.u()),
            parts.s(),
            completed(parts.vh().transpose(-2, -1)).transpose(-2, -1))
        : parts;
  }

  /** The singular values, falling. */
  @ShapeRule("diagonal(ranked(this, 2, 99), -2, -1)")
  default Tensor svdvals() {
    return svd().s();
  }

  /** The pseudo-inverses [.., n, m]; singular values below PyTorch's limit count as zero. */
  @ShapeRule("transpose(ranked(this, 2, 99), -2, -1)")
  default Tensor pinv() {
    return pinv(-1);
  }

  /** The same; singular values of at most {@code rtol} times the largest one count as zero. */
  @ShapeRule("transpose(ranked(this, 2, 99), -2, -1)")
  default Tensor pinv(double rtol) {
    return Tensor.apply(new PinvOp(rtol), self());
  }

  /**
   * The X of the smallest norm for which {@code this X - right} is smallest, [.., n, k] for [.., m,
   * k], the solution of {@code torch.linalg.lstsq}; by the pseudo-inverse, so matrices of any rank
   * have one.
   */
  @ShapeRule("matmul(transpose(ranked(this, 2, 99), -2, -1), $0)")
  default Tensor lstsq(Tensor right) {
    return pinv().matmul(right);
  }

  /** The exponentials of square matrices. */
  @ShapeRule("ranked(this, 2, 99)")
  default Tensor matrixExp() {
    return Tensor.apply(new MatrixExpOp(), self());
  }
}
