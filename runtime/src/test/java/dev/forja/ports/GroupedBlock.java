package dev.forja.ports;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.BatchNorm2d;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Conv2dOptions;
import dev.forja.nn.Sequential;
import dev.forja.tensor.Tensor;

/** A residual block whose middle convolution has groups. */
final class GroupedBlock {
  final Conv2d conv1;
  final BatchNorm2d bn1;
  final Conv2d conv2;
  final BatchNorm2d bn2;
  final Sequential downsample;

  GroupedBlock(int in, int out, int stride, int groups) {
    Conv2dOptions bare = Conv2dOptions.defaults().withBias(false);
    conv1 = Conv2d.of(in, out, 1, bare);
    bn1 = BatchNorm2d.of(out);
    conv2 = Conv2d.of(out, out, 3, bare.withStride(stride).withPadding(1).withGroups(groups));
    bn2 = BatchNorm2d.of(out);
    downsample = Sequential.of(Conv2d.of(in, out, 1, bare.withStride(stride)), BatchNorm2d.of(out));
  }

  @Forward
  @Shape("n _ _ _")
  Tensor forward(@Shape("n _ h w") Tensor x) {
    Tensor y = bn2.call(conv2.call(bn1.call(conv1.call(x)).relu()));
    return y.add(downsample.call(x)).relu();
  }
}
