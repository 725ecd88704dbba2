package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@EveryWidth
final class ElementwiseTest {
  private static final int IN = 3;
  private static final int OUT = 5;

  private final Random random = new Random(7);
  private final ElementwiseKernels scalar = Ranges.scalar().elementwise();
  private final ElementwiseKernels vector = Ranges.vector().elementwise();

  @ParameterizedTest
  @EnumSource
  void unaryAgreesAndKeepsToItsRange(Unary f) {
    for (int n : Ranges.SIZES) {
      float[] x = Ranges.wild(random, IN, n);
      float[] expected = Ranges.canaries(OUT + n + 9);
      float[] actual = expected.clone();
      scalar.unary(f, x, IN, expected, OUT, n);
      vector.unary(f, x, IN, actual, OUT, n);
      Ranges.assertSameBits(f + " of " + n, expected, actual);

      float[] inPlace = x.clone();
      vector.unary(f, inPlace, IN, inPlace, IN, n);
      Ranges.assertSameBits("in place", part(actual, OUT, n), part(inPlace, IN, n));
    }
  }

  @ParameterizedTest
  @EnumSource
  void unaryDoesNotDependOnWhereAnElementStands(Unary f) {
    float[] x = Ranges.normal(random, 0, 67);
    float[] together = new float[67];
    float[] alone = new float[67];
    vector.unary(f, x, 0, together, 0, 67);
    for (int i = 0; i < 67; i++) {
      vector.unary(f, x, i, alone, i, 1);
    }
    assertThat(alone).isEqualTo(together);
  }

  @ParameterizedTest
  @EnumSource
  void unaryGradAgreesAndReadsOnlyWhatItSays(Unary f) {
    for (int n : Ranges.SIZES) {
      float[] x = Ranges.wild(random, IN, n);
      float[] y = Ranges.canaries(IN + n);
      scalar.unary(f, x, IN, y, IN, n);
      float[] dy = Ranges.normal(random, 1, n);
      float[] expected = Ranges.canaries(OUT + n + 9);
      float[] actual = expected.clone();
      float[] unread = {};
      float[] xRead = f.gradReadsInput() ? x : unread;
      float[] yRead = f.gradReadsOutput() ? y : unread;
      scalar.unaryGrad(f, xRead, IN, yRead, IN, dy, 1, expected, OUT, n);
      vector.unaryGrad(f, xRead, IN, yRead, IN, dy, 1, actual, OUT, n);
      Ranges.assertSameBits(f + "' of " + n, expected, actual);
      assertAccurate(f, part(x, IN, n), part(y, IN, n), part(dy, 1, n), part(actual, OUT, n));

      vector.unaryGrad(f, xRead, IN, yRead, IN, dy, 1, dy, 1, n);
      Ranges.assertSameBits("in place", part(actual, OUT, n), part(dy, 1, n));
    }
  }

  private static void assertAccurate(Unary f, float[] x, float[] y, float[] dy, float[] dx) {
    float[] expected = new float[dx.length];
    for (int i = 0; i < dx.length; i++) {
      expected[i] = (float) Reference.gradient(f, x[i], y[i], dy[i]);
    }
    // One ulp from the function and one from each product; ERF also squares its argument in
    // float, which the exponential amplifies to up to x^2 = 104 half-ulps. The derivatives of the
    // activations are sums of terms of up to 3 that may cancel, multiplied by a dy of up to 4; so
    // are those of TANH and SIGMOID, whose terms are at most 1.
    int ulps = f == Unary.ERF ? 110 : 3;
    boolean cancels = f == Unary.TANH || f == Unary.SIGMOID;
    float error = AccuracyTest.allowedError(f) > 0 ? 5e-6f : cancels ? 1e-6f : 0;
    Ranges.assertAgree(f + "', accuracy", expected, dx, ulps, error);
  }

  @Test
  void reluPassesNoGradientWhereItIsZeroEvenAnInfiniteOne() {
    float[] y = new float[20];
    float[] dy = new float[20];
    Arrays.fill(dy, Float.POSITIVE_INFINITY);
    float[] dx = new float[20];
    vector.unaryGrad(Unary.RELU, y, 0, y, 0, dy, 0, dx, 0, 20);
    assertThat(dx).containsOnly(0f);
    scalar.unaryGrad(Unary.RELU, y, 0, y, 0, dy, 0, dy, 0, 20);
    assertThat(dy).containsOnly(0f);
  }

  @ParameterizedTest
  @EnumSource
  void binaryHasTheSameBitsForEveryPairOfSteps(Binary f) {
    for (int n : Ranges.SIZES) {
      for (int steps = 0; steps < 4; steps++) {
        int aStep = steps & 1;
        int bStep = steps >> 1;
        float[] a = Ranges.wild(random, IN, Math.max(1, n));
        float[] b = Ranges.wild(random, 2, Math.max(1, n));
        float[] expected = Ranges.canaries(OUT + n + 9);
        float[] actual = expected.clone();
        scalar.binary(f, a, IN, aStep, b, 2, bStep, expected, OUT, n);
        vector.binary(f, a, IN, aStep, b, 2, bStep, actual, OUT, n);
        Ranges.assertSameBits(f + " of " + n + " steps " + aStep + bStep, expected, actual);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void binaryMayWriteOverItsInputs(Binary f) {
    float[] a = Ranges.normal(random, 0, 67);
    float[] b = Ranges.normal(random, 0, 67);
    float[] expected = new float[67];
    vector.binary(f, a, 0, 1, b, 0, 1, expected, 0, 67);
    float[] overA = a.clone();
    vector.binary(f, overA, 0, 1, b, 0, 1, overA, 0, 67);
    vector.binary(f, a, 0, 1, b, 0, 1, b, 0, 67);
    assertThat(overA).startsWith(expected);
    assertThat(b).startsWith(expected);
  }

  @Test
  void axpyHasTheSameBits() {
    for (int n : Ranges.SIZES) {
      float[] x = Ranges.wild(random, IN, n);
      float[] expected = Ranges.normal(random, OUT, n);
      float[] actual = expected.clone();
      scalar.axpy(-0.3f, x, IN, expected, OUT, n);
      vector.axpy(-0.3f, x, IN, actual, OUT, n);
      Ranges.assertSameBits("axpy of " + n, expected, actual);
    }
  }

  private static float[] part(float[] x, int offset, int n) {
    return Arrays.copyOfRange(x, offset, offset + n);
  }
}
