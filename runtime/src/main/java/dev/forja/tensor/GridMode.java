package dev.forja.tensor;

/**
 * How an image is sampled between its elements, as PyTorch's {@code mode}. Immutable and therefore
 * thread-safe.
 */
public enum GridMode {
  /** A weighted mean of the nearest elements in all directions; of eight in a volume. */
  BILINEAR,
  /** The nearest element; the gradient of the grid is zero. */
  NEAREST,
  /** A cubic curve through four elements in each direction; only for images. */
  BICUBIC
}
