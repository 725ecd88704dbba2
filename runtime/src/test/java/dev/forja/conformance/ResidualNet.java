package dev.forja.conformance;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Conv2dOptions;
import dev.forja.nn.Linear;
import dev.forja.nn.Sequential;
import dev.forja.tensor.Tensor;

/** The residual network of the cases, whose blocks share a module. */
final class ResidualNet {
  final Conv2d stem;
  final Sequential blocks;
  final Linear head;

  ResidualNet(int channels, int classes) {
    stem = Conv2d.of(3, channels, 3, Conv2dOptions.defaults().withStride(2).withPadding(1));
    Conv2d shared = Conv2d.of(channels, channels, 1);
    blocks =
        Sequential.of(
            ResidualBlockInvoker.of(channels, shared), ResidualBlockInvoker.of(channels, shared));
    head = Linear.of(channels, classes);
  }

  @Forward
  Tensor forward(@Shape("n 3 h w") Tensor x) {
    return head.call(blocks.call(stem.call(x)).mean(2, 3));
  }
}
