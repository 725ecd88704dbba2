package com.example.circle;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;

/** Scores points of a plane: outside of a circle, or inside. */
final class Circle {
  final Linear hidden = Linear.of(2, 32);
  final Linear out = Linear.of(32, 2);

  @Forward
  @Shape("n 2")
  Tensor forward(@Shape("n 2") Tensor points) {
    return out.call(hidden.call(points).relu());
  }
}
