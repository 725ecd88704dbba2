package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.kernel.parallel.ParallelRowNorm;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryWidth
final class RowNormTest {
  private static final int ROWS = 6;
  private static final int IN = 3;
  private static final int OUT = 5;
  private static final float EPS = 1e-5f;

  private final Random random = new Random(19);
  private final RowNormKernels scalar = Ranges.scalar().rowNorm();
  private final RowNormKernels reference = new ReferenceRowNorm();
  private final RowNormKernels vector = Ranges.vector().rowNorm();

  /** The inputs of one size, and the results of all kernels for them. */
  private record Run(float[] y, float[] stats, float[] dx, float[] dw) {}

  private Run run(RowNormKernels k, boolean centered, int period, int cols, float[][] in) {
    int n = ROWS * cols;
    float[] y = Ranges.canaries(OUT + n + 9);
    float[] stats = Ranges.canaries(2 * ROWS + 5);
    float[] dx = y.clone();
    float[] dw = in[1].clone();
    float[] x = in[0];
    float[] w = in[1];
    float[] dy = in[3];
    k.normalize(centered, EPS, x, IN, w, 1, in[2], 2, period, y, OUT, stats, 4, ROWS, cols);
    k.inputGrad(centered, x, IN, w, 1, period, stats, 4, dy, IN, dx, OUT, ROWS, cols);
    k.addWeightGrad(x, IN, period, stats, 4, dy, IN, dw, 1, ROWS, cols);
    return new Run(y, stats, dx, dw);
  }

  private float[][] inputs(int period, int cols) {
    return new float[][] {
      Ranges.normal(random, IN, ROWS * cols),
      Ranges.normal(random, 1, period * cols),
      Ranges.normal(random, 2, period * cols),
      Ranges.normal(random, IN, ROWS * cols)
    };
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sumsAreAlmostThoseInDouble(boolean centered) {
    for (int cols : Ranges.SIZES) {
      if (cols == 0) {
        continue; // The mean of an empty row is undefined.
      }
      for (int period : new int[] {1, 3}) {
        float[][] in = inputs(period, cols);
        Run expected = run(reference, centered, period, cols, in);
        Run actual = run(vector, centered, period, cols, in);
        String what = "cols " + cols + " period " + period;
        // Short rows are summed in double; in longer rows, one lane adds up to cols / 16 terms of
        // size 1 to 10.
        double error = 2e-5 * (1 + Math.sqrt(cols) / 16);
        assertClose(what + " y", expected.y, actual.y, error);
        assertClose(what + " stats", expected.stats, actual.stats, error);
        assertClose(what + " dx", expected.dx, actual.dx, error);
        assertClose(what + " dw", expected.dw, actual.dw, error);
      }
    }
  }

  @Test
  void rowsThatAreCutAgreeWithTheLoopsThatDoTheWork() {
    int cols = 9_000;
    float[][] in = inputs(3, cols);
    Run expected = run(vector, true, 3, cols, in);
    Run actual = run(new ParallelRowNorm(vector), true, 3, cols, in);
    assertThat(actual.y).isEqualTo(expected.y);
    assertThat(actual.dx).isEqualTo(expected.dx);
    assertThat(actual.dw).isEqualTo(expected.dw);
  }

  @Test
  void aRowHasMeanZeroAndVarianceOne() {
    float[] x = {1, 2, 3, 4, 1001, 1002, 1003, 1004};
    float[] one = {1, 1, 1, 1};
    float[] zero = new float[4];
    for (RowNormKernels kernels : new RowNormKernels[] {scalar, vector}) {
      float[] y = new float[8];
      float[] stats = new float[4];
      kernels.normalize(true, 0, x, 0, one, 0, zero, 0, 1, y, 0, stats, 0, 2, 4);
      for (int i = 0; i < 8; i++) {
        // The differences from the mean are exact: -1.5, -0.5, 0.5, 1.5 over sqrt(1.25).
        assertThat((double) y[i]).isCloseTo((i % 4 - 1.5) / Math.sqrt(1.25), within(2e-7));
      }
      assertThat(stats[2]).isEqualTo(1002.5f);
      kernels.normalize(false, 0, x, 0, one, 0, zero, 0, 1, y, 0, stats, 0, 1, 4);
      assertThat((double) y[3]).isCloseTo(4 / Math.sqrt(7.5), within(2e-7));
    }
  }

  private static void assertClose(String what, float[] expected, float[] actual, double error) {
    for (int i = 0; i < expected.length; i++) {
      double allowed = error * Math.max(1, Math.abs(expected[i]));
      assertThat((double) actual[i]).as(what + " at " + i).isCloseTo(expected[i], within(allowed));
    }
  }

  @Test
  void aRowThatIsNearlyConstantHasAnExactGradient() {
    float[] x = {1, 1.001f, 1.002f};
    float[] w = {1, 1, 1};
    float[] dy = {1, 2, -1};
    for (RowNormKernels kernels : new RowNormKernels[] {scalar, vector}) {
      float[] y = new float[3];
      float[] stats = new float[2];
      kernels.normalize(true, EPS, x, 0, w, 0, new float[3], 0, 1, y, 0, stats, 0, 1, 3);
      kernels.inputGrad(true, x, 0, w, 0, 1, stats, 0, dy, 0, y, 0, 1, 3);
      // With g = dy, and the differences -d, 0, d from the mean: multiplied by 1 / sqrt(2 d^2 / 3 +
      // eps).
      double d = ((double) x[2] - x[0]) / 2;
      double factor = 1 / Math.sqrt(2 * d * d / 3 + EPS);
      double dot = -2 * d * factor / 3;
      double first = factor * (1 - 2.0 / 3 + d * factor * dot);
      assertThat((double) y[0]).isCloseTo(first, within(1e-4 * Math.abs(first)));
    }
  }
}
