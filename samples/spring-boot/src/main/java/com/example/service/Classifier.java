package com.example.service;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;

/** Scores flowers by four measures, in centimetres, as one of three species. */
final class Classifier {
  final Linear hidden = Linear.of(4, 16);
  final Linear out = Linear.of(16, 3);

  @Forward
  @Shape("n 3")
  Tensor forward(@Shape("n 4") Tensor flowers) {
    return out.call(hidden.call(flowers).relu());
  }
}
