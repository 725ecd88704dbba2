package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

@EveryWidth
final class PoolingTest {
  private static final float LEAST = Float.NEGATIVE_INFINITY;
  private static final int IN = 3;
  private static final int OUT = 5;

  private final Random random = new Random(31);
  private final PoolingKernels scalar = Ranges.scalar().pooling();
  private final PoolingKernels vector = Ranges.vector().pooling();

  @Test
  void theFirstOfSeveralLargestAndTheLastNaNAreChosen() {
    ConvAxis two = new ConvAxis(2, 2, 2, 0, 1, 1);
    ConvAxis six = new ConvAxis(6, 2, 2, 0, 1, 3);
    float[] x = {1, 1, Float.NaN, 7, LEAST, LEAST, 1, 0, Float.NaN, 9, LEAST, LEAST};
    for (PoolingKernels kernels : new PoolingKernels[] {scalar, vector}) {
      float[] y = new float[3];
      int[] index = new int[3];
      kernels.max(1, two, six, padded(x), IN, y, 0, index, 0);
      assertThat(y).containsExactly(1, Float.NaN, LEAST);
      assertThat(index).containsExactly(0, 8, 4);
    }
  }

  @Test
  void paddingIsNeverChosenAndDilationLeavesOut() {
    // The taps of output 0 are at -1 (padding), 1 and 3; those of output 1 are at 1, 3 and 5.
    ConvAxis columns = new ConvAxis(6, 3, 2, 1, 2, 2);
    float[] x = {9, -3, 9, -2, 9, -4};
    float[] y = new float[2];
    int[] index = new int[2];
    vector.max(1, ConvAxis.FLAT, columns, x, 0, y, 0, index, 0);
    assertThat(y).containsExactly(-2, -2);
    assertThat(index).containsExactly(3, 3);
    float[] dx = new float[6];
    vector.maxGrad(1, 6, 2, new float[] {0.5f, 0.25f}, 0, index, 0, dx, 0);
    assertThat(dx).containsExactly(0, 0, 0, 0.75f, 0, 0);
  }

  @Test
  void bothTwinsChooseAlike() {
    for (int width : new int[] {2, 3, 4, 7, 8, 9, 16, 17, 28, 31, 32, 33, 34, 63, 64, 65, 67}) {
      for (int height : new int[] {2, 5}) {
        for (int planes : new int[] {0, 1, 3}) {
          chooseAlike(planes, new ConvAxis(height, 2, 2, 0, 1, height / 2), halves(width));
          chooseAlike(planes, new ConvAxis(height, 2, 1, 0, 1, height - 1), halves(width));
          chooseAlike(planes, new ConvAxis(height, 2, 2, 1, 1, height / 2 + 1), halves(width));
        }
      }
    }
  }

  private static ConvAxis halves(int width) {
    return new ConvAxis(width, 2, 2, 0, 1, width / 2);
  }

  private void chooseAlike(int planes, ConvAxis rows, ConvAxis columns) {
    int in = rows.in() * columns.in();
    int out = rows.out() * columns.out();
    // Only a few different values, so that many are equal; there is nothing after the last one.
    float[] x = new float[IN + planes * in];
    float[] values = {LEAST, -1, 0, 1, Float.NaN};
    for (int i = 0; i < x.length; i++) {
      x[i] = values[random.nextInt(values.length)];
    }
    float[] expected = Ranges.canaries(OUT + planes * out + 20);
    float[] actual = expected.clone();
    int[] expectedIndex = new int[expected.length];
    int[] actualIndex = new int[expected.length];
    scalar.max(planes, rows, columns, x, IN, expected, OUT, expectedIndex, OUT);
    vector.max(planes, rows, columns, x, IN, actual, OUT, actualIndex, OUT);
    assertThat(actual).containsExactly(expected);
    assertThat(actualIndex).containsExactly(expectedIndex);

    float[] dy = Ranges.normal(random, IN, planes * out);
    float[] dx = Ranges.canaries(OUT + planes * in + 20);
    float[] dxAlike = dx.clone();
    scalar.maxGrad(planes, in, out, dy, IN, expectedIndex, OUT, dx, OUT);
    vector.maxGrad(planes, in, out, dy, IN, expectedIndex, OUT, dxAlike, OUT);
    assertThat(dxAlike).containsExactly(dx);
  }

  @Test
  void averagesCountPaddingOnlyIfAskedTo() {
    ConvAxis columns = new ConvAxis(3, 2, 2, 1, 1, 2);
    float[] x = {4, 6, 8};
    assertThat(average(Spans.sliding(columns, true), 0, x)).containsExactly(2, 7);
    assertThat(average(Spans.sliding(columns, false), 0, x)).containsExactly(4, 7);
    assertThat(average(Spans.sliding(columns, true), 4, x)).containsExactly(1, 3.5f);
  }

  @Test
  void whatLiesBeyondThePaddingIsNotCounted() {
    // The last window starts at 3 and ends at 6, beyond the end of the padding at 5.
    ConvAxis columns = new ConvAxis(4, 3, 2, 1, 1, 3);
    float[] x = {3, 6, 9, 12};
    assertThat(average(Spans.sliding(columns, true), 0, x)).containsExactly(3, 9, 6);
    assertThat(average(Spans.sliding(columns, false), 0, x)).containsExactly(4.5f, 9, 12);
  }

  @Test
  void adaptiveWindowsCoverAllInputsAndOverlapWhereTheyMust() {
    Spans spans = Spans.adaptive(5, 3);
    assertThat(spans.from()).containsExactly(0, 1, 3);
    assertThat(spans.to()).containsExactly(2, 4, 5);
    assertThat(average(spans, 0, new float[] {1, 3, 5, 7, 9})).containsExactly(2, 5, 8);
    assertThat(Spans.adaptive(2, 4).to()).containsExactly(1, 1, 2, 2);
  }

  @Test
  void theGradientOfAnAverageIsSharedByItsWindow() {
    Spans rows = Spans.adaptive(2, 1);
    Spans columns = Spans.adaptive(3, 2);
    float[] dx = Ranges.canaries(6 + 2);
    vector.averageGrad(1, rows, columns, 0, new float[] {4, 8}, 0, dx, 1);
    assertThat(dx).containsExactly(Ranges.CANARY, 1, 3, 2, 1, 3, 2, Ranges.CANARY);
  }

  private float[] average(Spans columns, int divisor, float[] x) {
    float[] y = new float[columns.out()];
    vector.average(1, Spans.adaptive(1, 1), columns, divisor, padded(x), IN, y, 0);
    return y;
  }

  private static float[] padded(float[] x) {
    float[] values = new float[IN + x.length];
    Arrays.fill(values, Float.NaN);
    System.arraycopy(x, 0, values, IN, x.length);
    return values;
  }
}
