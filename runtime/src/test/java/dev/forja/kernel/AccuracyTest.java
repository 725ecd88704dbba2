package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compares each function with double precision rounded once: over the whole range of floats,
 * including denormals, infinities and NaN, and densely where its slope changes quickly.
 */
@EveryWidth
final class AccuracyTest {
  /** A prime, so that all mantissas occur; a sweep has about 600,000 numbers. */
  private static final int STRIDE = 7001;

  @ParameterizedTest
  @EnumSource
  void functionsAreWithinTheirUnitsOfTheLastPlaceAndTheSameInPlainLoops(Unary f) {
    float[] x = sweep();
    float[] y = new float[x.length];
    Ranges.vector().elementwise().unary(f, x, 0, y, 0, x.length);
    assertWorst(f, x, y, allowedUlps(f));
    float[] plain = new float[x.length];
    Ranges.scalar().elementwise().unary(f, x, 0, plain, 0, x.length);
    Ranges.assertSameBits(f.toString(), y, plain);
  }

  /** The measured errors; 0 where IEEE 754 requires a single rounding. */
  static int allowedUlps(Unary f) {
    return switch (f) {
      case NEG, ABS, SQRT, RELU, RELU6 -> 0;
      case EXP, LOG, RSQRT, SIN, COS, TANH, ERF -> 1;
      case SIGMOID, HARDSIGMOID, HARDSWISH, SELU -> 2;
      case SILU, GELU, GELU_TANH -> 3;
      case MISH -> 5;
    };
  }

  /**
   * An absolute error that is accepted too: where a function is near 0, two larger numbers nearly
   * cancel.
   */
  static float allowedError(Unary f) {
    return switch (f) {
      case SELU, HARDSWISH, HARDSIGMOID -> 2e-7f;
      case GELU, GELU_TANH -> 5e-7f;
      // The smallest numbers have few significant digits.
      case SILU, MISH -> 1e-42f;
      default -> 0;
    };
  }

  private static void assertWorst(Unary f, float[] x, float[] y, int allowed) {
    long worst = 0;
    float at = 0;
    for (int i = 0; i < x.length; i++) {
      long ulps = Ranges.ulps((float) Reference.apply(f, x[i]), y[i]);
      if (ulps > worst && !(Math.abs(Reference.apply(f, x[i]) - y[i]) <= allowedError(f))) {
        worst = ulps;
        at = x[i];
      }
    }
    assertThat(worst).as("worst error of %s in ulps, at %s", f, at).isLessThanOrEqualTo(allowed);
  }

  private static float[] sweep() {
    int wide = (int) ((1L << 32) / STRIDE);
    int near = 200_000;
    float[] x = new float[wide + near];
    for (int i = 0; i < wide; i++) {
      x[i] = Float.intBitsToFloat(Integer.MIN_VALUE + i * STRIDE);
    }
    for (int i = 0; i < near; i++) {
      x[wide + i] = (i - near / 2) * (12f / near);
    }
    return x;
  }
}
