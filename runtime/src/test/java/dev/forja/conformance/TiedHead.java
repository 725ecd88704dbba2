package dev.forja.conformance;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;

/** A linear layer without bias that shares the weight of another module. */
final class TiedHead {
  final Parameter weight;

  TiedHead(Parameter weight) {
    this.weight = weight;
  }

  @Forward
  @Shape("n l _")
  Tensor forward(@Shape("n l width") Tensor x) {
    return x.linear(weight, null);
  }
}
