package dev.forja.ports;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Conv2dOptions;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import java.util.List;

/** A small ResNet with groups. */
final class GroupedResNet {
  final Conv2d conv1 = Conv2d.of(3, 4, 3, Conv2dOptions.defaults().withPadding(1).withBias(false));
  final List<GroupedBlockInvoker> layers =
      List.of(GroupedBlockInvoker.of(4, 8, 1, 2), GroupedBlockInvoker.of(8, 8, 2, 4));
  final Linear fc = Linear.of(8, 5);

  @Forward
  Tensor forward(@Shape("n 3 h w") Tensor images) {
    Tensor x = conv1.call(images).relu();
    for (GroupedBlockInvoker layer : layers) {
      x = layer.call(x);
    }
    return fc.call(x.adaptiveAvgPool2d(1, 1).flatten(1));
  }
}
