package dev.forja.models.decoder;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;

/**
 * {@code x / sqrt(mean of x^2 + eps) * weight}, or, in Gemma, {@code * (1 + weight)}, so that its
 * weights begin at 0.
 */
final class DecoderNormModel {
  final int size;

  @ShapeRule("[size]")
  final Parameter weight;

  private final double eps;
  private final boolean fromOne;

  DecoderNormModel(int size, double eps, boolean fromOne) {
    this.size = size;
    this.eps = eps;
    this.fromOne = fromOne;
    weight = fromOne ? Parameter.zeros(size) : Parameter.of(Tensor.ones(size));
  }

  @Forward(invoker = "DecoderNorm")
  @Shape("... size")
  Tensor forward(@Shape("... size") Tensor x) {
    return x.rmsNorm(new int[] {size}, fromOne ? weight.add(1) : weight, eps);
  }
}
