package dev.forja.tensor;

import dev.forja.spi.Puts;

/**
 * Three sizes or distances, like PyTorch's triples: of a volume, an image (height and width) or a
 * sequence (width alone). Immutable and therefore thread-safe.
 */
public record Size3d(int depth, int height, int width) {
  /** A depth, a height and a width. */
  @Puts({"depth = $0", "height = $1", "width = $2"})
  public Size3d {}

  /** The same size in all directions. */
  @Puts({"depth = $0", "height = $0", "width = $0"})
  public static Size3d of(int size) {
    return new Size3d(size, size, size);
  }

  /** A height and a width, for images; the depth is the height, which nothing reads. */
  @Puts({"depth = $0", "height = $0", "width = $1"})
  public static Size3d of(int height, int width) {
    return new Size3d(height, height, width);
  }

  /** The size of the axis at a place: 0 for the depth, 1 for the height, 2 for the width. */
  int at(int axis) {
    return axis == 0 ? depth : axis == 1 ? height : width;
  }

  /** The triple in PyTorch's format: {@code (2, 3, 5)}. */
  @Override
  public String toString() {
    return "(" + depth + ", " + height + ", " + width + ")";
  }
}
