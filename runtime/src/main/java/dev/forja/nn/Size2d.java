package dev.forja.nn;

import dev.forja.spi.Puts;

/** Two sizes or distances, down and across, as PyTorch's pairs. Immutable. */
public record Size2d(int height, int width) {
  /** A height and a width. */
  @Puts({"height = $0", "width = $1"})
  public Size2d {}

  /** The same in both directions. */
  @Puts({"height = $0", "width = $0"})
  public static Size2d of(int size) {
    return new Size2d(size, size);
  }

  /** As PyTorch prints a pair: {@code (3, 5)}. */
  @Override
  public String toString() {
    return "(" + height + ", " + width + ")";
  }

  /** As PyTorch prints what was given as one number or as a pair. */
  String brief() {
    return height == width ? Integer.toString(height) : toString();
  }
}
