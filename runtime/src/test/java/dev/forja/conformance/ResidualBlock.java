package dev.forja.conformance;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Conv2dOptions;
import dev.forja.nn.GroupNorm;
import dev.forja.tensor.Tensor;

/** One block of {@link ResidualNet}, with a convolution that all blocks share. */
final class ResidualBlock {
  final int channels;
  final GroupNorm norm;
  final Conv2d conv;
  final Conv2d shared;

  ResidualBlock(int channels, Conv2d shared) {
    this.channels = channels;
    norm = GroupNorm.of(2, channels);
    conv = Conv2d.of(channels, channels, 3, Conv2dOptions.defaults().withPadding(1));
    this.shared = shared;
  }

  @Forward
  @Shape("n channels h w")
  Tensor forward(@Shape("n channels h w") Tensor x) {
    return x.add(shared.call(conv.call(norm.call(x).silu()).silu()));
  }
}
