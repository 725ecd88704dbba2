package dev.forja.conformance;

import dev.forja.Forward;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;

/** A linear layer without bias whose weight is another's. */
final class TiedHead {
  final Parameter weight;

  TiedHead(Parameter weight) {
    this.weight = weight;
  }

  @Forward
  Tensor forward(Tensor x) {
    return x.linear(weight, null);
  }
}
