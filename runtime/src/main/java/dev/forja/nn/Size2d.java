package dev.forja.nn;

import dev.forja.spi.Puts;

/**
 * Two sizes or distances, vertical and horizontal, like PyTorch's pairs. Immutable and therefore
 * thread-safe. Immutable.
 */
public record Size2d(int height, int width) {
  /** A height and a width. */
  @Puts({"height = $0", "width = $1"})
  public Size2d {}

  /** The same size in both directions. */
  @Puts({"height = $0", "width = $0"})
  public static Size2d of(int size) {
    return new Size2d(size, size);
  }

  /** The pair in PyTorch's format: {@code (3, 5)}. */
  @Override
  public String toString() {
    return "(" + height + ", " + width + ")";
  }

  /** The size in PyTorch's format: one number if both are equal, otherwise a pair. */
  String brief() {
    return height == width ? Integer.toString(height) : toString();
  }
}
