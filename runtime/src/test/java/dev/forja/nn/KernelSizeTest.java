package dev.forja.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.tensor.ConvOptions;
import dev.forja.tensor.ConvTransposeOptions;
import dev.forja.tensor.Size3d;
import org.junit.jupiter.api.Test;

/** One number for a window with options is the same size in all directions, as in PyTorch. */
class KernelSizeTest {
  private static void assertSame(Object ofNumber, Object ofSizes) {
    assertThat(ofNumber).hasToString(ofSizes.toString());
  }

  @Test
  void inPools() {
    MaxPool2dOptions most = MaxPool2dOptions.defaults().withStride(2).withPadding(1);
    assertSame(MaxPool2d.of(3, most), MaxPool2d.of(new Size2d(3, 3), most));
    AvgPool2dOptions mean = AvgPool2dOptions.defaults().withStride(2).withPadding(1);
    assertSame(AvgPool2d.of(3, mean), AvgPool2d.of(new Size2d(3, 3), mean));
    ConvOptions windows = ConvOptions.defaults().withStride(2);
    assertSame(Unfold.of(3, windows), Unfold.of(Size3d.of(3), windows));
  }

  @Test
  void inConvolutions() {
    ConvOptions options = ConvOptions.defaults().withStride(2).withPadding(1);
    assertSame(Conv3d.of(4, 6, 3, options), Conv3d.of(4, 6, Size3d.of(3), options));
    assertSame(LazyConv3d.of(6, 3, options), LazyConv3d.of(6, Size3d.of(3), options));
    Conv2dOptions flat = Conv2dOptions.defaults().withStride(2);
    assertSame(LazyConv2d.of(6, 3, flat), LazyConv2d.of(6, Size2d.of(3), flat));
  }

  @Test
  void inTransposedConvolutions() {
    ConvTransposeOptions options = ConvTransposeOptions.defaults().withStride(2).withGroups(2);
    Size3d size = Size3d.of(3);
    assertSame(ConvTranspose1d.of(4, 6, 3, options), ConvTranspose1d.of(4, 6, size, options));
    assertSame(ConvTranspose3d.of(4, 6, 3, options), ConvTranspose3d.of(4, 6, size, options));
    assertSame(LazyConvTranspose1d.of(6, 3, options), LazyConvTranspose1d.of(6, size, options));
    assertSame(LazyConvTranspose3d.of(6, 3, options), LazyConvTranspose3d.of(6, size, options));
    ConvTranspose2dOptions flat = ConvTranspose2dOptions.defaults().withStride(2);
    Size2d square = Size2d.of(3);
    assertSame(ConvTranspose2d.of(4, 6, 3, flat), ConvTranspose2d.of(4, 6, square, flat));
    assertSame(LazyConvTranspose2d.of(6, 3, flat), LazyConvTranspose2d.of(6, square, flat));
  }

  @Test
  void instanceNormsHaveDefaultsOfTheirOwn() {
    assertSame(InstanceNorm2d.of(3), InstanceNorm2d.of(3, BatchNormOptions.instanceNorm()));
    assertThat(InstanceNorm2d.of(3, BatchNormOptions.instanceNorm().withAffine(true)).stateDict())
        .containsOnlyKeys("weight", "bias");
  }
}
