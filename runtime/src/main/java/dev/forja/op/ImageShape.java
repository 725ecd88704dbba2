package dev.forja.op;

import dev.forja.array.Shapes;

/** Shapes of images: [c, h, w], or a batch of them [n, c, h, w]. */
final class ImageShape {
  private ImageShape() {}

  /** Checks the number of dimensions. */
  static void check(Op op, int[] shape) {
    if (shape.length != 3 && shape.length != 4) {
      throw new IllegalArgumentException(
          "%s: input %s: expected [n, c, h, w], or [c, h, w] for one image"
              .formatted(op.name(), Shapes.show(shape)));
    }
  }

  static int images(int[] shape) {
    return shape.length == 4 ? shape[0] : 1;
  }

  static int channels(int[] shape) {
    return shape[shape.length - 3];
  }

  static int height(int[] shape) {
    return shape[shape.length - 2];
  }

  static int width(int[] shape) {
    return shape[shape.length - 1];
  }

  /** The number of planes [h, w]. */
  static int planes(int[] shape) {
    return images(shape) * channels(shape);
  }

  /** The shape with its last three sizes replaced by these. */
  static int[] with(int[] shape, int channels, int height, int width) {
    int[] changed = shape.clone();
    changed[shape.length - 3] = channels;
    changed[shape.length - 2] = height;
    changed[shape.length - 1] = width;
    return changed;
  }
}
