package com.example;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;

/** The model. It is public, and so is its invoker, for the sources in Kotlin. */
public final class Mlp {
  final Linear hidden;
  final Linear out;

  public Mlp(int in, int width, int classes) {
    hidden = Linear.of(in, width);
    out = Linear.of(width, classes);
  }

  @Forward
  @Shape("n 10")
  public Tensor forward(@Shape("n 784") Tensor images) {
    return out.call(hidden.call(images).relu());
  }
}
