package dev.forja.ports;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Conv2dOptions;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;

/** The critic of a GAN. */
final class Critic {
  private static final Conv2dOptions HALVING =
      Conv2dOptions.defaults().withStride(2).withPadding(1);

  final Conv2d conv1 = Conv2d.of(1, 4, 3, HALVING);
  final Conv2d conv2 = Conv2d.of(4, 6, 3, HALVING);
  final Linear out = Linear.of(24, 1);

  @Forward
  Tensor forward(@Shape("n 1 h w") Tensor images) {
    Tensor x = conv1.call(images).leakyRelu(0.2);
    x = conv2.call(x).silu().instanceNorm(null, null, 1e-5);
    return out.call(x.flatten(1));
  }
}
