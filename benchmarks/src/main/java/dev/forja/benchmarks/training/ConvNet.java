package dev.forja.benchmarks.training;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.BatchNorm2d;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Conv2dOptions;
import dev.forja.nn.Linear;
import dev.forja.nn.MaxPool2d;
import dev.forja.tensor.Tensor;

/** Convolution, batch norm, ReLU and pooling, twice, followed by two dense layers; no dropout. */
final class ConvNet {
  private static final Conv2dOptions SAME = Conv2dOptions.defaults().withPadding(1);
  private static final int AFTER_POOLING = Batch.SIDE / 4 * (Batch.SIDE / 4);

  final Conv2d conv1;
  final BatchNorm2d norm1;
  final Conv2d conv2;
  final BatchNorm2d norm2;
  final MaxPool2d pool = MaxPool2d.of(2);
  final Linear dense;
  final Linear out;

  /**
   * @param first the channels after the first convolution
   * @param second the channels after the second convolution
   */
  ConvNet(int first, int second) {
    conv1 = Conv2d.of(1, first, 3, SAME);
    norm1 = BatchNorm2d.of(first);
    conv2 = Conv2d.of(first, second, 3, SAME);
    norm2 = BatchNorm2d.of(second);
    dense = Linear.of(second * AFTER_POOLING, 128);
    out = Linear.of(128, Batch.CLASSES);
  }

  @Forward
  Tensor forward(@Shape("n 1 28 28") Tensor images) {
    Tensor x = pool.call(norm1.call(conv1.call(images)).relu());
    x = pool.call(norm2.call(conv2.call(x)).relu());
    return out.call(dense.call(x.flatten(1, -1)).relu());
  }
}
