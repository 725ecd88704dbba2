package dev.forja.ports;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.BatchNorm2d;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Conv2dOptions;
import dev.forja.nn.ConvTranspose2d;
import dev.forja.nn.ConvTranspose2dOptions;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.nn.Size2d;
import dev.forja.tensor.Tensor;

/** A U-Net of three levels. */
final class UNet {
  private static final Conv2dOptions PADDED = Conv2dOptions.defaults().withPadding(1);
  private static final ConvTranspose2dOptions DOUBLING =
      ConvTranspose2dOptions.defaults().withStride(2);

  final Sequential first = twice(1, 4);
  final Sequential down = twice(4, 6);
  final Sequential bottom = twice(6, 8);
  final ConvTranspose2d up2 = ConvTranspose2d.of(8, 6, Size2d.of(2), DOUBLING);
  final Sequential join2 = twice(12, 6);
  final ConvTranspose2d up1 = ConvTranspose2d.of(6, 4, Size2d.of(2), DOUBLING);
  final Sequential join1 = twice(8, 4);
  final Conv2d out = Conv2d.of(4, 1, 1);

  @Forward
  Tensor forward(@Shape("n 1 h w") Tensor x) {
    Tensor a = first.call(x);
    Tensor b = down.call(a.maxPool2d(2));
    Tensor c = bottom.call(b.maxPool2d(2));
    b = join2.call(Tensor.cat(1, up2.call(c), b));
    return out.call(join1.call(Tensor.cat(1, up1.call(b), a)));
  }

  /** Two convolutions, each followed by an activation. */
  private static Sequential twice(int in, int out) {
    return Sequential.of(
        Conv2d.of(in, out, 3, PADDED.withBias(false)),
        BatchNorm2d.of(out),
        ReLU.of(),
        Conv2d.of(out, out, 3, PADDED),
        ReLU.of());
  }
}
