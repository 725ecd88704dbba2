package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

@EveryWidth
final class ConvolutionTest {
  private final Random random = new Random(29);
  private final ConvolutionKernels scalar = Ranges.scalar().convolution();
  private final ConvolutionKernels vector = Ranges.vector().convolution();

  @Test
  void aConvolutionByHand() {
    // Padding of one on the left only, stride 2: the kernel [1, 10] covers (0, 1), (2, 3), (4, 5).
    ConvAxis columns = new ConvAxis(5, 2, 2, 1, 1, 3);
    Convolution c = new Convolution(1, 1, 1, 1, ConvAxis.FLAT, columns);
    for (ConvolutionKernels kernels : new ConvolutionKernels[] {scalar, vector}) {
      float[] y = new float[3];
      float[] x = {1, 2, 3, 4, 5};
      float[] w = {1, 10};
      kernels.forward(c, x, 0, w, 0, new float[] {0.5f}, 0, y, 0, null);
      assertThat(y).containsExactly(10.5f, 32.5f, 54.5f);
      float[] dx = new float[5];
      kernels.inputGrad(c, new float[] {1, 2, 3}, 0, w, 0, dx, 0);
      assertThat(dx).containsExactly(10f, 2f, 20f, 3f, 30f);
      float[] dw = new float[2];
      kernels.weightGrad(c, x, 0, new float[] {1, 2, 3}, 0, dw, 0);
      assertThat(dw).containsExactly(2 * 2 + 3 * 4, 1 + 2 * 3 + 3 * 5);
    }
  }

  @Test
  void sizesAroundEveryLaneBoundary() {
    for (int width : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65}) {
      check(new Convolution(2, 2, 3, 1, axis(3, 2, 1, 0, 1, 1), axis(width, 1, 1, 0, 0, 1)), true);
      check(new Convolution(1, 1, 2, 1, axis(4, 3, 1, 1, 1, 1), axis(width, 3, 1, 1, 1, 1)), false);
    }
  }

  @Test
  void channelsAroundEveryTile() {
    for (int channels : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 17}) {
      ConvAxis axis = axis(6, 3, 1, 1, 1, 1);
      check(new Convolution(2, 2, channels, 1, axis, axis), true);
      check(new Convolution(2, channels, 3, 1, axis, axis), true);
      check(new Convolution(2, channels, channels, channels, axis, axis), false);
      check(new Convolution(1, channels, 2 * channels, channels, axis, axis), true);
    }
  }

  @Test
  void anyGeometry() {
    for (int i = 0; i < 150; i++) {
      int groups = 1 + random.nextInt(3);
      int inputs = groups * (1 + random.nextInt(3));
      int outputs = groups * (1 + random.nextInt(6));
      int images = 1 + random.nextInt(9);
      check(new Convolution(images, inputs, outputs, groups, axis(), axis()), random.nextBoolean());
    }
  }

  @Test
  void moreThanIsWorkedOnAtATime() {
    // More taps than are summed at once, more rows than fit one band, more images than one chunk.
    check(new Convolution(1, 40, 9, 1, axis(5, 3, 1, 1, 1, 1), axis(5, 3, 1, 1, 1, 1)), true);
    check(new Convolution(1, 1, 2, 1, axis(90, 2, 1, 0, 1, 1), axis(50, 3, 1, 1, 1, 1)), true);
    check(new Convolution(70, 1, 2, 1, axis(2, 2, 1, 0, 0, 1), axis(3, 2, 1, 0, 1, 1)), true);
    // More outputs than the matrix of a strided window can hold at once; fewer in the last part.
    check(new Convolution(2, 40, 3, 1, axis(61, 3, 2, 1, 1, 1), axis(80, 3, 2, 1, 1, 1)), true);
  }

  @Test
  void severalBandsOfRowsAndBlocksOfTaps() {
    // The last bands are lower; their rows and those of the first are padding in part.
    for (int stride : new int[] {1, 2, 3}) {
      ConvAxis rows = axis(37, 3, stride, 1, 2, 1);
      ConvAxis columns = axis(131, 3, stride, 2, 1, 1);
      check(new Convolution(2, 3, 7, 1, rows, columns), stride == 2);
      check(new Convolution(1, 31, 2, 1, rows, axis(60, 3, stride, 1, 1, 1)), true);
      check(new Convolution(1, 4, 4, 4, axis(50, 5, stride, 2, 2, 2), columns), true);
    }
  }

  @Test
  void depthwiseWindowsOfThreeByThree() {
    for (int height : new int[] {3, 4, 5, 7, 8, 41}) {
      for (int width : new int[] {4, 7, 8, 9, 16, 17, 33, 200}) {
        ConvAxis rows = axis(height, 3, 1, height % 3, 1, 1);
        check(new Convolution(2, 3, 3, 3, rows, axis(width, 3, 1, 1, width % 3, 1)), true);
      }
    }
    check(new Convolution(1, 2, 2, 2, axis(300, 3, 1, 1, 1, 1), axis(70, 3, 1, 1, 1, 1)), false);
  }

  @Test
  void windowsOfOnePlaceInSeveralParts() {
    ConvAxis axis = axis(131, 1, 1, 0, 0, 1);
    check(new Convolution(1, 3, 5, 1, axis, axis), true);
    check(new Convolution(2, 30, 19, 1, axis(47, 1, 1, 0, 0, 1), axis(59, 1, 1, 0, 0, 1)), false);
  }

  @Test
  void noImagesGiveAGradientOfZeroForTheWeight() {
    Convolution c = new Convolution(0, 2, 3, 1, axis(4, 3, 1, 0, 0, 1), axis(4, 3, 1, 0, 0, 1));
    check(c, true);
  }

  @Test
  void windowsOfOnePlaceAgree() {
    for (int size : new int[] {1, 3, 7, 20}) {
      ConvAxis axis = axis(size, 1, 1, 0, 0, 1);
      check(new Convolution(1, 5, 17, 1, axis, axis), false);
      check(new Convolution(3, 33, 4, 1, axis, axis), true);
      check(new Convolution(2, 1, 40, 1, axis, ConvAxis.FLAT), true);
    }
  }

  private ConvAxis axis() {
    return axis(
        1 + random.nextInt(20),
        1 + random.nextInt(4),
        1 + random.nextInt(3),
        random.nextInt(4),
        random.nextInt(4),
        1 + random.nextInt(3));
  }

  private static ConvAxis axis(
      int in, int kernel, int stride, int pad, int padAfter, int dilation) {
    int reach = (kernel - 1) * dilation + 1;
    int size = Math.max(in, reach - pad - padAfter);
    return new ConvAxis(
        size, kernel, stride, pad, dilation, (size + pad + padAfter - reach) / stride + 1);
  }

  private void check(Convolution c, boolean biased) {
    ConvolutionCase test = new ConvolutionCase(c, biased, random);
    test.check(scalar);
    test.check(vector);
  }
}
