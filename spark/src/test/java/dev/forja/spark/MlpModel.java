package dev.forja.spark;

import dev.forja.Forward;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;

/** A small model with two layers. */
public final class MlpModel {
  final Linear hidden;
  final Linear out;

  /** A model of these sizes. */
  public MlpModel(int in, int width, int classes) {
    hidden = Linear.of(in, width);
    out = Linear.of(width, classes);
  }

  @Forward(invoker = "Mlp")
  Tensor forward(Tensor x) {
    return out.call(hidden.call(x).tanh());
  }
}
