package dev.forja.onnx.operators;

import dev.forja.tensor.ElementLimit;
import java.util.Arrays;

/** Conversion of the int64 of ONNX to sizes and dimensions, with checks. */
final class Sizes {
  private Sizes() {}

  static int toInt(String what, long value) {
    if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s is %d: expected a number in the range of int32".formatted(what, value));
    }
    return (int) value;
  }

  static int[] toInts(String what, long[] values) {
    return Arrays.stream(values).mapToInt(value -> toInt(what, value)).toArray();
  }

  /** A number held to the range of int, for bounds that may be the largest int64. */
  static int held(long value) {
    return Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** A dimension from 0 to {@code rank - 1}; a negative one counts from the end. */
  static int dim(String what, long dim, int rank) {
    if (dim < -rank || dim >= rank) {
      throw new IllegalArgumentException(
          "%s is %d: expected a dimension of the rank %d".formatted(what, dim, rank));
    }
    return (int) (dim < 0 ? dim + rank : dim);
  }

  static int[] dims(String what, long[] dims, int rank) {
    return Arrays.stream(dims).mapToInt(dim -> dim(what, dim, rank)).toArray();
  }

  /** The shape of so many values, all sizes not negative and the product within an array. */
  static int[] shape(String what, long... sizes) {
    long count = 1;
    for (long size : sizes) {
      if (size < 0 || size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "%s %s: a size is out of range".formatted(what, Arrays.toString(sizes)));
      }
      count *= size;
      if (count > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "%s %s has more elements than an array can hold"
                .formatted(what, Arrays.toString(sizes)));
      }
    }
    if (count > ElementLimit.current()) {
      throw new IllegalArgumentException(
          "%s %s has more than the %d elements that a tensor may have here"
              .formatted(what, Arrays.toString(sizes), ElementLimit.current()));
    }
    return toInts(what, sizes);
  }

  /** {@code 0, 1, .., count - 1}. */
  static int[] range(int from, int to) {
    int[] range = new int[Math.max(0, to - from)];
    Arrays.setAll(range, i -> from + i);
    return range;
  }

  static int[] with(int[] shape, int dim, int size) {
    int[] changed = shape.clone();
    changed[dim] = size;
    return changed;
  }
}
