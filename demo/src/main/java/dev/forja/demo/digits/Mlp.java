package dev.forja.demo.digits;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.Flatten;
import dev.forja.nn.Linear;
import dev.forja.nn.ReLU;
import dev.forja.tensor.Tensor;

/** A multilayer perceptron: one hidden layer of rectified linear units. */
final class Mlp {
  final Flatten flatten = Flatten.of();
  final Linear hidden;
  final ReLU relu = ReLU.of();
  final Linear out;

  Mlp(int pixels, int width, int classes) {
    hidden = Linear.of(pixels, width);
    out = Linear.of(width, classes);
  }

  @Forward
  @Shape("n 10")
  Tensor forward(@Shape("n 1 28 28") Tensor images) {
    return out.call(relu.call(hidden.call(flatten.call(images))));
  }
}
