package dev.forja.demo.digits;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.BatchNorm2d;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Conv2dOptions;
import dev.forja.nn.Dropout;
import dev.forja.nn.Flatten;
import dev.forja.nn.Linear;
import dev.forja.nn.MaxPool2d;
import dev.forja.nn.ReLU;
import dev.forja.tensor.Tensor;

/** A small convolutional network: two rounds of convolution, batch norm, ReLU and pooling. */
public final class Cnn {
  private static final Conv2dOptions SAME = Conv2dOptions.defaults().withPadding(1);

  final Conv2d conv1 = Conv2d.of(1, 16, 3, SAME);
  final BatchNorm2d norm1 = BatchNorm2d.of(16);
  final ReLU relu1 = ReLU.of();
  final MaxPool2d pool1 = MaxPool2d.of(2);

  final Conv2d conv2 = Conv2d.of(16, 32, 3, SAME);
  final BatchNorm2d norm2 = BatchNorm2d.of(32);
  final ReLU relu2 = ReLU.of();
  final MaxPool2d pool2 = MaxPool2d.of(2);

  final Flatten flatten = Flatten.of();
  final Linear dense = Linear.of(32 * 7 * 7, 128);
  final ReLU relu3 = ReLU.of();
  final Dropout dropout = Dropout.of(0.25);
  final Linear out = Linear.of(128, Digits.CLASSES);

  @Forward
  @Shape("n 10")
  Tensor forward(@Shape("n 1 28 28") Tensor images) {
    Tensor x = pool1.call(relu1.call(norm1.call(conv1.call(images))));
    x = pool2.call(relu2.call(norm2.call(conv2.call(x))));
    x = relu3.call(dense.call(flatten.call(x)));
    return out.call(dropout.call(x));
  }
}
