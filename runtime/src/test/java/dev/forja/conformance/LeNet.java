package dev.forja.conformance;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.AvgPool2d;
import dev.forja.nn.BatchNorm2d;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Conv2dOptions;
import dev.forja.nn.Flatten;
import dev.forja.nn.Linear;
import dev.forja.nn.MaxPool2d;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.nn.Tanh;
import dev.forja.tensor.Tensor;

/** The small convolutional network of the cases. */
final class LeNet {
  final int side;
  final Sequential features;
  final Sequential classifier;

  LeNet(int side, int c1, int c2, int hidden, int classes) {
    this.side = side;
    features =
        Sequential.of(
            Conv2d.of(1, c1, 5, Conv2dOptions.defaults().withPadding(2).withBias(false)),
            BatchNorm2d.of(c1),
            ReLU.of(),
            MaxPool2d.of(2),
            Conv2d.of(c1, c2, 3),
            BatchNorm2d.of(c2),
            ReLU.of(),
            AvgPool2d.of(2));
    int inner = (side / 2 - 2) / 2;
    classifier =
        Sequential.of(
            Flatten.of(),
            Linear.of(c2 * inner * inner, hidden),
            Tanh.of(),
            Linear.of(hidden, classes));
  }

  @Forward
  Tensor forward(@Shape("n 1 side side") Tensor x) {
    return classifier.call(features.call(x));
  }
}
