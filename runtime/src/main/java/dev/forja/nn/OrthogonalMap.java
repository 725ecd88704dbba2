package dev.forja.nn;

/** How {@link Orthogonal} makes an orthogonal matrix of any matrix. Immutable. */
public enum OrthogonalMap {
  /** The exponential of a skew-symmetric matrix. */
  MATRIX_EXP,
  /** Cayley's map of a skew-symmetric matrix A: {@code (I - A/2)^-1 (I + A/2)}. */
  CAYLEY,
  /** A product of reflections, whose vectors are the columns below the diagonal. */
  HOUSEHOLDER
}
