package org.example.toy;

import dev.forja.Buffer;
import dev.forja.Forward;
import dev.forja.Shape;

/** The layer of this library: {@code y = x * weight + shift}, value by value. */
public class GainModel {
  final int size;
  final Weight weight;
  @Buffer final Vec shift;

  /** A layer that starts with these weights. */
  public GainModel(double... weights) {
    this.size = weights.length;
    this.weight = new Weight(weights);
    this.shift = Vec.of(new double[weights.length]);
  }

  @Forward(invoker = "Gain")
  @Shape("size")
  Vec forward(@Shape("size") Vec input) {
    return input.times(weight).plus(shift);
  }
}
