package dev.forja.op;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A list of integers as an attribute of an op: dimensions, sizes, a padding. Equal to another with
 * the same integers in the same order. Immutable, and so safe for use by several threads.
 */
public final class Ints {
  private final int[] values;

  private Ints(int[] values) {
    this.values = values;
  }

  /** These integers, copied. */
  public static Ints of(int... values) {
    return new Ints(values.clone());
  }

  /** How many there are. */
  public int size() {
    return values.length;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return values.length == 0;
  }

  /**
   * The integer at a place.
   *
   * @throws IndexOutOfBoundsException if there is no such place
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

  /** As shapes are printed: {@code [4, 3]}. */
  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
