package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.array.Shapes;

/**
 * What {@link Indexing#get(Index...)} takes of one dimension, as what stands between the brackets
 * in Python: {@code x[:, 1:5:2, 3]} is {@code x.get(all(), slice(1, 5, 2), at(3))}. Indices are
 * immutable.
 */
public sealed interface Index {
  /** One place: the dimension vanishes. Immutable. */
  record At(int place) implements Index {}

  /** Places from start to end, which is left out, every step-th. Immutable. */
  record Span(int start, int end, int step) implements Index {}

  /** All dimensions that the others do not name. Immutable. */
  record Ellipsis() implements Index {}

  /** A dimension of size 1 that was not there. Immutable. */
  record NewAxis() implements Index {}

  /** Places that an int64 tensor names. Immutable. */
  record Places(Tensor tensor) implements Index {
    /** Checks the type. */
    public Places {
      check("places", tensor, DType.I64);
    }
  }

  /** Places that a bool tensor marks. Immutable. */
  record Where(Tensor mask) implements Index {
    /** Checks the type. */
    public Where {
      check("a mask", mask, DType.BOOL);
    }
  }

  private static void check(String what, Tensor tensor, DType wanted) {
    if (tensor.dtype() != wanted) {
      throw new IllegalArgumentException(
          "index: %s of %s %s, expected %s: convert with to(DType.%s)"
              .formatted(what, tensor.dtype(), Shapes.show(tensor.shape()), wanted, wanted));
    }
  }

  /** The whole dimension: {@code :}. */
  static Index all() {
    return new Span(0, Integer.MAX_VALUE, 1);
  }

  /** One place, a negative one counted from the end: {@code i}. The dimension vanishes. */
  static Index at(int place) {
    return new At(place);
  }

  /** {@code start:end}; negative ones count from the end. */
  static Index slice(int start, int end) {
    return new Span(start, end, 1);
  }

  /** {@code start:end:step}; negative places count from the end, the step is positive. */
  static Index slice(int start, int end, int step) {
    return new Span(start, end, step);
  }

  /** {@code start:}. */
  static Index from(int start) {
    return new Span(start, Integer.MAX_VALUE, 1);
  }

  /** {@code :end}. */
  static Index to(int end) {
    return new Span(0, end, 1);
  }

  /** As many whole dimensions as are not named: {@code ...}. */
  static Index ellipsis() {
    return new Ellipsis();
  }

  /** A new dimension of size 1: {@code None}. */
  static Index newAxis() {
    return new NewAxis();
  }

  /**
   * The places that an int64 tensor names, in its shape; negative ones count from the end. Several
   * of these, and masks, in one call broadcast, and name places together, as in NumPy.
   */
  static Index places(Tensor places) {
    return new Places(places);
  }

  /** These places, in their order; negative ones count from the end. */
  static Index places(long... places) {
    return new Places(Tensor.ofLongs(places));
  }

  /** The places where a bool tensor, in the shape of the dimensions that it covers, is true. */
  static Index where(Tensor mask) {
    return new Where(mask);
  }
}
