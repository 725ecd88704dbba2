package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.array.Shapes;

/**
 * One index of {@link Indexing#get(Index...)}, like the indices between brackets in Python: {@code
 * x[:, 1:5:2, 3]} is {@code x.get(all(), slice(1, 5, 2), at(3))}. Immutable and therefore
 * thread-safe.
 */
public sealed interface Index {
  /** One place; the dimension is removed. Immutable. */
  record At(int place) implements Index {}

  /** The places from start to end, exclusive, step apart. Immutable. */
  record Span(int start, int end, int step) implements Index {}

  /** All dimensions that the other indices do not cover. Immutable. */
  record Ellipsis() implements Index {}

  /** A new dimension of size 1. Immutable. */
  record NewAxis() implements Index {}

  /** The places given by an int64 tensor. Immutable. */
  record Places(Tensor tensor) implements Index {
    /** Checks the type. */
    public Places {
      check("places", tensor, DType.I64);
    }
  }

  /** The places where a bool tensor is true. Immutable. */
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

  /** One place, a negative one counted from the end: {@code i}. The dimension is removed. */
  static Index at(int place) {
    return new At(place);
  }

  /** {@code start:end}; negative ones count from the end. */
  static Index slice(int start, int end) {
    return new Span(start, end, 1);
  }

  /** {@code start:end:step}; negative places count from the end; the step must be positive. */
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

  /** All dimensions that the other indices do not cover, as a whole: {@code ...}. */
  static Index ellipsis() {
    return new Ellipsis();
  }

  /** A new dimension of size 1: {@code None}. */
  static Index newAxis() {
    return new NewAxis();
  }

  /**
   * The places given by an int64 tensor, in its shape; negative ones count from the end. If one
   * call has several such tensors or masks, they broadcast and select places jointly, as in NumPy.
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
