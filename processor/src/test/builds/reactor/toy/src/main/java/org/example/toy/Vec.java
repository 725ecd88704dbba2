package org.example.toy;

import dev.forja.spi.InvokerBase;
import dev.forja.spi.Shaped;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The tensor of this library: a vector of doubles. A model that has one gets a {@link ToyModule}.
 */
@InvokerBase("org.example.toy.ToyModule")
public class Vec implements Shaped {
  private final double[] values;

  /** A vector that holds a copy of these values. */
  protected Vec(double... values) {
    this.values = values.clone();
  }

  /** A vector of these values. */
  public static Vec of(double... values) {
    return new Vec(values);
  }

  @Override
  public int[] shape() {
    return new int[] {values.length};
  }

  /** The product, value by value. */
  public Vec times(Vec other) {
    return new Vec(at(i -> values[i] * other.values[i]));
  }

  /** The sum, value by value. */
  public Vec plus(Vec other) {
    return new Vec(at(i -> values[i] + other.values[i]));
  }

  /** Every value times a factor. */
  public Vec times(double factor) {
    return new Vec(at(i -> values[i] * factor));
  }

  private double[] at(IntToDoubleFunction value) {
    return IntStream.range(0, values.length).mapToDouble(value).toArray();
  }

  void set(Vec other) {
    System.arraycopy(other.values, 0, values, 0, values.length);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
