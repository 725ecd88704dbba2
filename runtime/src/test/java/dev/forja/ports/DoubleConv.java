package dev.forja.ports;

import dev.forja.nn.BatchNorm2d;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Conv2dOptions;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;

/** Two convolutions of a U-Net. */
final class DoubleConv {
  private static final Conv2dOptions PADDED = Conv2dOptions.defaults().withPadding(1);

  private DoubleConv() {}

  static Sequential of(int in, int out) {
    return Sequential.of(
        Conv2d.of(in, out, 3, PADDED.withBias(false)),
        BatchNorm2d.of(out),
        ReLU.of(),
        Conv2d.of(out, out, 3, PADDED),
        ReLU.of());
  }
}
