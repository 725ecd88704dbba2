package dev.forja.tensor;

/**
 * What stands beyond the edges of an image that is sampled on a grid, as PyTorch's {@code
 * padding_mode}. Immutable and therefore thread-safe.
 */
public enum GridPadding {
  /** Zeros. */
  ZEROS,
  /** The elements at the edge. */
  BORDER,
  /** The image, mirrored at the edge. */
  REFLECTION
}
