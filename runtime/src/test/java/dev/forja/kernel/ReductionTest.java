package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

@EveryWidth
final class ReductionTest {
  private static final int AT = 3;

  /** Half an ulp of 1. */
  private static final double EPS = Math.ulp(1f) / 2;

  private final Random random = new Random(11);
  private final ReductionKernels scalar = Ranges.scalar().reduction();
  private final ReductionKernels vector = Ranges.vector().reduction();

  @Test
  void sumAndDotAreWithinTheErrorOfTheirPartialSums() {
    for (int n : sizes()) {
      float[] a = Ranges.normal(random, AT, n);
      float[] b = Ranges.normal(random, 1, n);
      double sum = 0;
      double dot = 0;
      double sumOfSizes = 0;
      double dotOfSizes = 0;
      for (int i = 0; i < n; i++) {
        sum += a[AT + i];
        sumOfSizes += Math.abs(a[AT + i]);
        dot += (double) a[AT + i] * b[1 + i];
        dotOfSizes += Math.abs((double) a[AT + i] * b[1 + i]);
      }
      // A block of 4096 in at least 16 partial sums: 256 additions each, and a few to combine them.
      double terms = Math.min(n, 256) + 8;
      assertThat((double) vector.sum(a, AT, n)).isCloseTo(sum, within(terms * EPS * sumOfSizes));
      assertThat((double) vector.dot(a, AT, b, 1, n))
          .isCloseTo(dot, within(terms * EPS * dotOfSizes));
    }
  }

  @Test
  void longSumsDoNotDrift() {
    int n = 3_000_000;
    float[] x = new float[n];
    java.util.Arrays.fill(x, 0.1f);
    // Blocks are added in double, so the error is that of one block: 264 half-ulps of a partial
    // sum.
    double exact = n * (double) 0.1f;
    assertThat((double) vector.sum(x, 0, n)).isCloseTo(exact, within(264 * EPS * exact));
  }

  @Test
  void theSameSumEveryTime() {
    float[] x = Ranges.normal(random, 0, 5000);
    float first = vector.sum(x, 0, 5000);
    for (int i = 0; i < 20_000; i++) {
      // Interpreted and compiled code must add in the same order.
      assertThat(vector.sum(x, 0, 5000) == first).isTrue();
    }
  }

  @Test
  void maxAgreesOnSpecialNumbersToo() {
    for (int n : sizes()) {
      float[] tame = Ranges.normal(random, AT, n);
      assertThat(vector.max(tame, AT, n)).isEqualTo(scalar.max(tame, AT, n));
      float[] wild = Ranges.wild(random, AT, n);
      assertThat(Ranges.ulps(vector.max(wild, AT, n), scalar.max(wild, AT, n))).isZero();
      if (n > 0) {
        tame[AT + random.nextInt(n)] = Float.NaN;
        assertThat(vector.max(tame, AT, n)).isNaN();
        assertThat(scalar.max(tame, AT, n)).isNaN();
      }
    }
    assertThat(vector.max(new float[3], 1, 0)).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  void columnSumsAreAddedToWhatWasThere() {
    for (int cols : Ranges.SIZES) {
      for (int rows : new int[] {0, 1, 2, 64, 300}) {
        float[] x = Ranges.normal(random, AT, rows * cols);
        float[] expected = Ranges.normal(random, 2, cols);
        float[] actual = expected.clone();
        new ReferenceReduction().addColumnSums(x, AT, rows, cols, expected, 2);
        vector.addColumnSums(x, AT, rows, cols, actual, 2);
        for (int i = 0; i < expected.length; i++) {
          // Up to 128 rows of standard normal numbers, none above 6, before they are added.
          double error = 2 * Math.min(rows, 128) * EPS * 6 * Math.sqrt(Math.max(rows, 1));
          assertThat((double) actual[i]).isCloseTo(expected[i], within(error));
        }
      }
    }
  }

  private static int[] sizes() {
    int[] sizes = java.util.Arrays.copyOf(Ranges.SIZES, Ranges.SIZES.length + 2);
    sizes[Ranges.SIZES.length] = 4096;
    sizes[Ranges.SIZES.length + 1] = 9000;
    return sizes;
  }
}
