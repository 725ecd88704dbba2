package dev.forja.array;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Arithmetic on shapes: sizes of the dimensions, outermost first. It keeps no state, so any thread
 * may use it.
 */
public final class Shapes {
  /** The largest array that every JVM can make. */
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  private Shapes() {}

  /**
   * The number of elements; 1 for a scalar. Throws {@link IllegalArgumentException} if there are
   * more than an array can hold.
   */
  public static int count(int... shape) {
    long count = 1;
    boolean tooLarge = false;
    boolean empty = false;
    for (int size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("shape " + show(shape) + " has a negative size");
      }
      empty |= size == 0;
      count = tooLarge ? count : count * size;
      tooLarge |= count > MOST_ELEMENTS;
    }
    if (tooLarge && !empty) {
      throw new IllegalArgumentException(
          "shape " + show(shape) + " has more elements than an array holds (2^31)");
    }
    return empty ? 0 : (int) count;
  }

  /**
   * Converts a size that was computed as a long to an int; if it is negative or too large, throws
   * an exception that names the operation.
   */
  public static int size(String op, long size) {
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s: a dimension would have %d places: expected 0 to 2^31 - 1".formatted(op, size));
    }
    return (int) size;
  }

  /** The strides of a dense array of this shape, in elements. */
  public static int[] strides(int... shape) {
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= Math.max(shape[d], 1);
    }
    return strides;
  }

  /** Resolves {@code dim}: a negative dimension counts from the end. */
  public static int dim(int dim, int rank) {
    int bound = Math.max(rank, 1);
    if (dim < -bound || dim >= bound) {
      throw new IndexOutOfBoundsException(
          "dimension %d of a tensor with %d: expected %d to %d"
              .formatted(dim, rank, -bound, bound - 1));
    }
    return dim < 0 ? dim + bound : dim;
  }

  /**
   * The size of a dimension; a negative one counts from the end.
   *
   * @throws IndexOutOfBoundsException if there is no such dimension, as in a scalar
   */
  public static int sizeAt(int[] shape, int dim) {
    int at = dim(dim, shape.length);
    if (shape.length == 0) {
      throw new IndexOutOfBoundsException(
          "dimension %d of a tensor without dimensions: it has no size".formatted(dim));
    }
    return shape[at];
  }

  /** The shape that both broadcast to, by the rules of NumPy; names the operation in its error. */
  public static int[] broadcast(String op, int[] a, int[] b) {
    int[] shape = new int[Math.max(a.length, b.length)];
    for (int d = 1; d <= shape.length; d++) {
      int left = d <= a.length ? a[a.length - d] : 1;
      int right = d <= b.length ? b[b.length - d] : 1;
      if (left != right && left != 1 && right != 1) {
        throw new IllegalArgumentException(
            "%s: %s and %s: sizes %d and %d do not broadcast"
                .formatted(op, show(a), show(b), left, right));
      }
      shape[shape.length - d] = left == 1 ? right : left;
    }
    return shape;
  }

  /** Whether the two shapes can be broadcast. */
  public static boolean broadcasts(int[] a, int[] b) {
    for (int d = 1; d <= Math.min(a.length, b.length); d++) {
      int left = a[a.length - d];
      int right = b[b.length - d];
      if (left != right && left != 1 && right != 1) {
        return false;
      }
    }
    return true;
  }

  /** Formats a shape for messages, as in {@code [4, 3]}. */
  public static String show(int... shape) {
    return Arrays.stream(shape)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
