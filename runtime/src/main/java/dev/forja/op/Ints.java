package dev.forja.op;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A list of integers as an attribute of an op: dimensions, sizes, a padding. Two lists are equal if
 * they hold the same integers in the same order. Immutable and therefore thread-safe.
 */
public final class Ints {
  private final int[] values;

  private Ints(int[] values) {
    this.values = values;
  }

  /** A list of these integers; the array is copied. */
  public static Ints of(int... values) {
    return new Ints(values.clone());
  }

  /** The number of integers. */
  public int size() {
    return values.length;
  }

  /** Whether the list is empty. */
  public boolean isEmpty() {
    return values.length == 0;
  }

  /**
   * The integer at an index.
   *
   * @throws IndexOutOfBoundsException if the index is out of range
   */
  public int get(int index) {
    return values[index];
  }

  /** The integers in order. */
  public IntStream stream() {
    return Arrays.stream(values);
  }

  /** A copy as an array. */
  public int[] toArray() {
    return values.clone();
  }

  /** The array itself, for ops that only read it. */
  int[] shared() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ints that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** The integers in the format of shapes: {@code [4, 3]}. */
  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
