package dev.forja.models.decoder;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Init;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;

/**
 * {@code y = x W + b} with the weight as GPT-2's checkpoints store it, [in, out], initialised from
 * N(0, 0.02^2).
 */
final class TransposedLinearModel {
  final int in;
  final int out;

  @ShapeRule("[in, out]")
  final Parameter weight;

  @ShapeRule("[out]")
  final Parameter bias;

  TransposedLinearModel(int in, int out) {
    this.in = in;
    this.out = out;
    weight = Init.normal(Parameter.zeros(in, out), 0, 0.02);
    bias = Parameter.zeros(out);
  }

  @Forward(invoker = "TransposedLinear")
  @Shape("n l out")
  Tensor forward(@Shape("n l in") Tensor x) {
    return x.matmul(weight).add(bias);
  }
}
