package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.spi.ShapeRule;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Products of vectors, matrices and tensors, and matrices made from diagonals. Any thread may call
 * these methods; see {@link Tensor}.
 */
public sealed interface Products permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  private void ranks(String method, Tensor other, int own, int others) {
    if (self().rank() != own || other.rank() != others) {
      throw new IllegalArgumentException(
          "%s: %s and %s: expected %d and %d dimensions"
              .formatted(
                  method,
                  Shapes.show(self().array().shape()),
                  Shapes.show(other.array().shape()),
                  own,
                  others));
    }
  }

  /** The product of two matrices. */
  @ShapeRule("matmul(ranked(this, 2, 2), ranked($0, 2, 2))")
  default Tensor mm(Tensor other) {
    ranks("mm", other, 2, 2);
    return self().matmul(other);
  }

  /** The products of two batches of matrices [b, n, m] and [b, m, p], which do not broadcast. */
  @ShapeRule("matmul(ranked(this, 3, 3), ranked($0, 3, 3))")
  default Tensor bmm(Tensor other) {
    ranks("bmm", other, 3, 3);
    if (self().size(0) != other.size(0)) {
      throw new IllegalArgumentException(
          "bmm: %s and %s: expected as many matrices: matmul broadcasts"
              .formatted(Shapes.show(self().shape()), Shapes.show(other.shape())));
    }
    return self().matmul(other);
  }

  /** The product of a matrix and a vector. */
  @ShapeRule("matmul(ranked(this, 2, 2), ranked($0, 1, 1))")
  default Tensor mv(Tensor vector) {
    ranks("mv", vector, 2, 1);
    return self().matmul(vector);
  }

  /** The inner product of two vectors. */
  @ShapeRule("matmul(ranked(this, 1, 1), ranked($0, 1, 1))")
  default Tensor dot(Tensor other) {
    ranks("dot", other, 1, 1);
    return self().matmul(other);
  }

  /**
   * The products of the last dimensions: the result has the other dimensions of this and then those
   * of other.
   */
  @ShapeRule("tensordot(this, $0, -1, -1)")
  default Tensor inner(Tensor other) {
    if (self().rank() == 0 || other.rank() == 0) {
      return self().mul(other);
    }
    return tensordot(other, new int[] {-1}, new int[] {-1});
  }

  /** The products of all pairs of elements of two vectors. */
  @ShapeRule("[size(ranked(this, 1, 1), 0), size(ranked($0, 1, 1), 0)]")
  default Tensor outer(Tensor other) {
    ranks("outer", other, 1, 1);
    return self().unsqueeze(1).mul(other);
  }

  /**
   * {@code beta this + alpha first second}, the product by {@link #mm}; this is not read if beta is
   * 0.
   */
  @ShapeRule("fills(matmul($0, $1), this)")
  default Tensor addmm(Tensor first, Tensor second, double beta, double alpha) {
    return summed(first.mm(second), beta, alpha);
  }

  /**
   * {@code beta this + alpha first second}, the product by {@link #mv}; this is not read if beta is
   * 0.
   */
  @ShapeRule("fills(matmul($0, $1), this)")
  default Tensor addmv(Tensor first, Tensor second, double beta, double alpha) {
    return summed(first.mv(second), beta, alpha);
  }

  /**
   * {@code beta this + alpha first second}, the product by {@link #bmm}; this is not read if beta
   * is 0.
   */
  @ShapeRule("fills(matmul($0, $1), this)")
  default Tensor baddbmm(Tensor first, Tensor second, double beta, double alpha) {
    return summed(first.bmm(second), beta, alpha);
  }

  /** {@code beta this + alpha} times the sum of the products of all pairs of a batch. */
  @ShapeRule("fills(reduce(matmul(ranked($0, 3, 3), ranked($1, 3, 3)), 0, false), this)")
  default Tensor addbmm(Tensor first, Tensor second, double beta, double alpha) {
    return summed(first.bmm(second).sum(0), beta, alpha);
  }

  /** {@code beta this + alpha} times the outer product of two vectors. */
  @ShapeRule("[size(ranked($0, 1, 1), 0), size(ranked($1, 1, 1), 0)]")
  default Tensor addr(Tensor first, Tensor second, double beta, double alpha) {
    return summed(first.outer(second), beta, alpha);
  }

  private Tensor summed(Tensor product, double beta, double alpha) {
    Tensor scaled = alpha == 1 ? product : product.mul(alpha);
    Tensor base = self().expand(product.array().shape());
    return beta == 0 ? scaled : (beta == 1 ? base : base.mul(beta)).add(scaled);
  }

  /** The Kronecker product: every element of this is replaced by its product with other. */
  @ShapeRule("tile(this, sizes($0))")
  default Tensor kron(Tensor other) {
    int rank = Math.max(self().rank(), other.rank());
    int[] left = new int[2 * rank];
    int[] right = new int[2 * rank];
    int[] result = new int[rank];
    for (int d = 0; d < rank; d++) {
      int own = d - (rank - self().rank());
      int others = d - (rank - other.rank());
      left[2 * d] = own < 0 ? 1 : self().size(own);
      left[2 * d + 1] = 1;
      right[2 * d] = 1;
      right[2 * d + 1] = others < 0 ? 1 : other.size(others);
      result[d] = Shapes.size("kron", (long) left[2 * d] * right[2 * d + 1]);
    }
    return self().reshape(left).mul(other.reshape(right)).reshape(result);
  }

  /** The cross products of vectors of three numbers along a dimension; both broadcast. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor cross(Tensor other, int dim) {
    int[] shape = Shapes.broadcast("cross", self().shape(), other.shape());
    int at = Shapes.dim(dim, shape.length);
    if (shape.length == 0 || shape[at] != 3) {
      throw new IllegalArgumentException(
          "cross: %s and %s: expected 3 places of dimension %d"
              .formatted(Shapes.show(self().shape()), Shapes.show(other.shape()), dim));
    }
    Tensor a = self().expand(shape);
    Tensor b = other.expand(shape);
    return a.roll(-1, at).mul(b.roll(-2, at)).sub(a.roll(-2, at).mul(b.roll(-1, at)));
  }

  /** The sums of products over the last {@code dims} dimensions of this and the first of other. */
  @ShapeRule("tensordot(this, $0, $1)")
  default Tensor tensordot(Tensor other, int dims) {
    if (dims < 0 || dims > Math.min(self().rank(), other.rank())) {
      throw new IllegalArgumentException(
          "tensordot: %d dimensions of %s and %s: expected no more than they have"
              .formatted(dims, Shapes.show(self().shape()), Shapes.show(other.shape())));
    }
    int from = self().rank() - dims;
    return tensordot(
        other,
        IntStream.range(0, dims).map(d -> from + d).toArray(),
        IntStream.range(0, dims).toArray());
  }

  /**
   * The sums of products over pairs of dimensions: the result has the other dimensions of this, and
   * then the others of other.
   */
  @ShapeRule("tensordot(this, $0, $1, $2)")
  default Tensor tensordot(Tensor other, int[] own, int[] others) {
    int[] left = resolved(own, self());
    int[] right = resolved(others, other);
    int[] a = self().shape();
    int[] b = other.shape();
    boolean fits = left.length == right.length;
    for (int i = 0; fits && i < left.length; i++) {
      fits = a[left[i]] == b[right[i]];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "tensordot: dimensions %s of %s and %s of %s: expected pairs of equal sizes"
              .formatted(
                  Arrays.toString(own), Shapes.show(a), Arrays.toString(others), Shapes.show(b)));
    }
    int[] freeLeft = others(left, a.length);
    int[] freeRight = others(right, b.length);
    int inner = Arrays.stream(left).map(d -> a[d]).reduce(1, Math::multiplyExact);
    int rows = Arrays.stream(freeLeft).map(d -> a[d]).reduce(1, Math::multiplyExact);
    int columns = Arrays.stream(freeRight).map(d -> b[d]).reduce(1, Math::multiplyExact);
    Tensor first = self().permute(joined(freeLeft, left)).reshape(rows, inner);
    Tensor second = other.permute(joined(right, freeRight)).reshape(inner, columns);
    int[] result =
        IntStream.concat(
                Arrays.stream(freeLeft).map(d -> a[d]), Arrays.stream(freeRight).map(d -> b[d]))
            .toArray();
    return first.matmul(second).reshape(result);
  }

  private static int[] resolved(int[] dims, Tensor tensor) {
    return Arrays.stream(dims).map(d -> Shapes.dim(d, tensor.rank())).toArray();
  }

  private static int[] others(int[] dims, int rank) {
    return IntStream.range(0, rank)
        .filter(d -> Arrays.stream(dims).noneMatch(used -> used == d))
        .toArray();
  }

  private static int[] joined(int[]... parts) {
    return Stream.of(parts).flatMapToInt(Arrays::stream).toArray();
  }

  /** A matrix to an integer power of 0 or more; 0 gives the unit matrix. */
  @ShapeRule("ranked(this, 2, 99)")
  default Tensor matrixPower(int exponent) {
    if (exponent < 0 || self().rank() < 2 || self().size(-1) != self().size(-2)) {
      throw new IllegalArgumentException(
          "matrixPower: %s to the power %d: expected square matrices and 0 or more"
              .formatted(Shapes.show(self().shape()), exponent));
    }
    Tensor square = self();
    Tensor power = Tensor.eye(self().size(-1)).expand(self().array().shape());
    for (int rest = exponent; rest > 0; rest >>= 1) {
      power = (rest & 1) == 1 ? power.matmul(square) : power;
      square = rest > 1 ? square.matmul(square) : square;
    }
    return power;
  }

  /**
   * A vector as the diagonal of a matrix, or the diagonal of a matrix; offset 0 is the main one.
   */
  @ShapeRule("diag(this, $0)")
  default Tensor diag(int offset) {
    if (self().rank() == 0 || self().rank() > 2) {
      throw new IllegalArgumentException(
          "diag: %s: expected a vector or a matrix".formatted(Shapes.show(self().shape())));
    }
    return self().rank() == 1 ? diagEmbed(offset, 0, 1) : self().diagonal(offset, 0, 1);
  }

  /** The flattened elements as the diagonal of a matrix; offset 0 is the main one. */
  @ShapeRule("diag(flatten(this, 0, -1), $0)")
  default Tensor diagflat(int offset) {
    return self().flatten().diagEmbed(offset, 0, 1);
  }

  /**
   * Matrices of zeros whose diagonal is the last dimension of this; positive offsets lie above the
   * main diagonal. The rows and columns become the given dimensions of the result.
   */
  @ShapeRule("diagEmbed(this, $0, $1, $2)")
  default Tensor diagEmbed(int offset, int first, int second) {
    int[] shape = self().shape();
    int rank = shape.length + 1;
    int one = Shapes.dim(first, rank);
    int two = Shapes.dim(second, rank);
    if (shape.length == 0 || one == two) {
      throw new IllegalArgumentException(
          "diagEmbed: %s, dimensions %d and %d: expected rows, and two different dimensions"
              .formatted(Shapes.show(shape), first, second));
    }
    int size = Shapes.size("diagEmbed", shape[shape.length - 1] + Math.abs((long) offset));
    int[] square = Arrays.copyOf(shape, rank);
    square[rank - 2] = size;
    square[rank - 1] = size;
    Tensor zeros = Tensor.zeros(square).to(self().dtype());
    Tensor embedded = zeros.diagonalScatter(self(), offset, -2, -1);
    return embedded.movedim(new int[] {-2, -1}, new int[] {one, two});
  }

  /** The sum of the main diagonal of a matrix. */
  @ShapeRule("[]")
  default Tensor trace() {
    if (self().rank() != 2) {
      throw new IllegalArgumentException(
          "trace: %s: expected a matrix".formatted(Shapes.show(self().shape())));
    }
    return self().diagonal(0, 1).sum();
  }
}
