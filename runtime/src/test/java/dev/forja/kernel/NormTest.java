package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

@EveryWidth
final class NormTest {
  private static final int COUNT = 4;
  private static final int IN = 3;
  private static final int OUT = 5;
  private static final double EPS = Math.ulp(1f) / 2;

  private final Random random = new Random(37);
  private final NormKernels scalar = Ranges.scalar().norm();
  private final NormKernels reference = new ReferenceNorm();
  private final NormKernels vector = Ranges.vector().norm();

  /** A kernel that computes sums for each channel. */
  private interface Sum {
    void run(NormKernels kernels, Channels c, float[] x, float[] dy, float[] mean, float[] to);
  }

  /** A kernel that computes an array. */
  private interface Map {
    void run(NormKernels kernels, Channels c, float[] x, float[] dy, float[] y, int at);
  }

  @Test
  void meansAndVariancesAgree() {
    sumsAgree((k, c, x, _, _, to) -> k.moments(c, x, IN, to, new float[COUNT]));
    sumsAgree((k, c, x, _, _, to) -> k.moments(c, x, IN, new float[COUNT], to));
  }

  @Test
  void sumsAndProductsAgree() {
    sumsAgree((k, c, x, _, _, to) -> k.sums(c, x, IN, to));
    sumsAgree((k, c, x, dy, mean, to) -> k.products(c, x, IN, dy, IN, mean, to));
  }

  @Test
  void normalizingAndItsGradientAgree() {
    float[] mean = {1, 2, 3, 4};
    float[] a = {0.5f, 2, -1, 3};
    float[] b = {7, -5, 0, 0.25f};
    float[] d = {0.1f, 0.2f, 0.3f, 0.4f};
    mapsAgree((k, c, x, _, y, at) -> k.normalize(c, x, IN, mean, a, b, y, at));
    mapsAgree((k, c, x, dy, y, at) -> k.normalizeGrad(c, x, IN, dy, IN, mean, a, b, d, y, at));
  }

  @Test
  void theVarianceOfNumbersFarFromZeroIsNotLost() {
    // With mean 10000 and standard deviation 1, a sum of squares in float would lose the variance.
    float[] x = {9999, 10001, 9999, 10001, 9999, 10001};
    for (NormKernels kernels : new NormKernels[] {scalar, vector}) {
      float[] mean = new float[1];
      float[] variance = new float[1];
      kernels.moments(Channels.all(2, 1, 3), x, 0, mean, variance);
      assertThat(mean[0]).isEqualTo(10000);
      assertThat(variance[0]).isEqualTo(1);
    }
  }

  private void sumsAgree(Sum sum) {
    for (int plane : Ranges.SIZES) {
      Channels c = new Channels(3, COUNT, plane, 1, 3);
      float[] x = Ranges.normal(random, IN, 3 * COUNT * plane);
      float[] dy = Ranges.normal(random, IN, 3 * COUNT * plane);
      float[] mean = {1, 2, 3, 4};
      float[] expected = Ranges.canaries(COUNT);
      float[] actual = expected.clone();
      sum.run(reference, c, x, dy, mean, expected);
      sum.run(vector, c, x, dy, mean, actual);
      for (int i = 0; i < COUNT; i++) {
        if (plane == 0 && Float.isNaN(expected[i])) {
          assertThat(actual[i]).isNaN();
          continue;
        }
        // Terms below 50 in at least 4 chains, of which a few dozen differ in the last place.
        double error = 50 * 3 * plane * 16 * EPS;
        assertThat((double) actual[i]).as("%s", c).isCloseTo(expected[i], within(error));
      }
      assertThat(actual[0]).isEqualTo(Ranges.CANARY);
      assertThat(actual[3]).isEqualTo(Ranges.CANARY);
    }
  }

  private void mapsAgree(Map map) {
    for (int plane : Ranges.SIZES) {
      Channels c = new Channels(2, COUNT, plane, 1, 3);
      int n = 2 * COUNT * plane;
      float[] x = Ranges.normal(random, IN, n);
      float[] dy = Ranges.normal(random, IN, n);
      float[] expected = Ranges.canaries(OUT + n + 9);
      float[] actual = expected.clone();
      map.run(reference, c, x, dy, expected, OUT);
      map.run(vector, c, x, dy, actual, OUT);
      for (int i = 0; i < expected.length; i++) {
        // Three or four operations on numbers below 64, some of which are fused in one of the
        // kernels.
        assertThat((double) actual[i]).isCloseTo(expected[i], within(8 * 64 * EPS));
      }
    }
  }
}
