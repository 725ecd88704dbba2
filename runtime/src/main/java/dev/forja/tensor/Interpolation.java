package dev.forja.tensor;

/** What {@link Statistics#quantile} gives between two elements. Immutable. */
public enum Interpolation {
  /** The value between them, in proportion. */
  LINEAR,
  /** The lower one. */
  LOWER,
  /** The higher one. */
  HIGHER,
  /** The middle of both. */
  MIDPOINT,
  /** The nearer one, the even place of two. */
  NEAREST
}
