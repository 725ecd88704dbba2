package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

@EveryWidth
final class SoftmaxTest {
  private static final int ROWS = 3;
  private static final int IN = 3;
  private static final int OUT = 5;

  /** Half an ulp of 1. */
  private static final double EPS = Math.ulp(1f) / 2;

  private final Random random = new Random(13);
  private final SoftmaxKernels scalar = Ranges.scalar().softmax();
  private final SoftmaxKernels reference = new ReferenceSoftmax();
  private final SoftmaxKernels vector = Ranges.vector().softmax();

  /** A common form of the four kernels: two inputs, of which the forward kernels read only one. */
  private interface Kernel {
    void run(SoftmaxKernels k, float[] x, float[] other, float[] out, int at, int rows, int cols);
  }

  @Test
  void softmaxAgrees() {
    assertAgree((k, x, dy, out, at, rows, cols) -> k.softmax(x, IN, out, at, rows, cols), false);
  }

  @Test
  void logSoftmaxAgrees() {
    assertAgree((k, x, dy, out, at, rows, cols) -> k.logSoftmax(x, IN, out, at, rows, cols), false);
  }

  @Test
  void softmaxGradAgrees() {
    assertAgree(
        (k, y, dy, out, at, rows, cols) -> k.softmaxGrad(y, IN, dy, IN, out, at, rows, cols), true);
  }

  @Test
  void logSoftmaxGradAgrees() {
    assertAgree(
        (k, y, dy, out, at, rows, cols) -> {
          float[] log = Ranges.canaries(y.length);
          reference.logSoftmax(y, IN, log, IN, rows, cols);
          k.logSoftmaxGrad(log, IN, dy, IN, out, at, rows, cols);
        },
        true);
  }

  private void assertAgree(Kernel kernel, boolean gradient) {
    for (int cols : Ranges.SIZES) {
      int n = ROWS * cols;
      float[] x = Ranges.normal(random, IN, n);
      if (gradient) {
        reference.softmax(x, IN, x, IN, ROWS, cols);
      }
      float[] dy = Ranges.normal(random, IN, n);
      float[] expected = Ranges.canaries(OUT + n + 9);
      float[] actual = expected.clone();
      kernel.run(reference, x, dy, expected, OUT, ROWS, cols);
      kernel.run(vector, x, dy, actual, OUT, ROWS, cols);
      // Values are at most about 10; one lane adds up to cols terms.
      assertClose("cols " + cols, expected, actual, 10 * (8 + Math.sqrt(cols)) * EPS);

      float[] inPlace = gradient ? dy : x;
      float[] before = inPlace.clone();
      kernel.run(vector, x, dy, inPlace, IN, ROWS, cols);
      for (int i = 0; i < inPlace.length; i++) {
        boolean inside = i >= IN && i < IN + n;
        assertThat(inPlace[i]).isEqualTo(inside ? actual[OUT + i - IN] : before[i]);
      }
    }
  }

  @Test
  void rowsWithInfinitiesAndNaNsAreAsInTheReference() {
    for (int cols : new int[] {1, 3, 16, 17, 67}) {
      for (float special :
          new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e38f}) {
        for (boolean all : new boolean[] {false, true}) {
          float[] x = Ranges.normal(random, 0, cols);
          if (all) {
            java.util.Arrays.fill(x, 0, cols, special);
          } else {
            x[random.nextInt(cols)] = special;
          }
          float[] expected = new float[cols];
          float[] actual = new float[cols];
          reference.softmax(x, 0, expected, 0, 1, cols);
          vector.softmax(x, 0, actual, 0, 1, cols);
          assertClose("softmax with " + special, expected, actual, 80 * EPS);
          reference.logSoftmax(x, 0, expected, 0, 1, cols);
          vector.logSoftmax(x, 0, actual, 0, 1, cols);
          assertClose("logSoftmax with " + special, expected, actual, 80 * EPS);
        }
      }
    }
  }

  @Test
  void aRowSumsToOneAndLargeNumbersDoNotOverflow() {
    float[] x = {1000f, 1001f, 1002f, -1000f, 999f};
    for (SoftmaxKernels kernels : new SoftmaxKernels[] {scalar, vector}) {
      float[] y = new float[5];
      kernels.softmax(x, 0, y, 0, 1, 5);
      // e^-1 and so on divided by their sum, computed with 20 digits.
      assertThat((double) y[2]).isCloseTo(0.6439142598879722, within(4 * EPS));
      assertThat((double) y[1]).isCloseTo(0.23688281808991013, within(4 * EPS));
      assertThat(y[3]).isZero();
      assertThat((double) y[0] + y[1] + y[2] + y[4]).isCloseTo(1, within(8 * EPS));
    }
  }

  private static void assertClose(String what, float[] expected, float[] actual, double error) {
    for (int i = 0; i < expected.length; i++) {
      if (Float.isFinite(expected[i]) && Math.abs(expected[i]) < 1e30f) {
        assertThat((double) actual[i]).as(what + " at " + i).isCloseTo(expected[i], within(error));
      } else {
        assertThat(Ranges.ulps(expected[i], actual[i])).as(what + " at " + i).isLessThan(2);
      }
    }
  }
}
