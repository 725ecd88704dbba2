package dev.forja.kernel.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.kernel.EveryWidth;
import dev.forja.kernel.Ranges;
import dev.forja.kernel.Unary;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compares each function with double precision rounded once: over the whole range of floats,
 * including denormals, infinities and NaN, and densely where its slope changes quickly.
 */
@EveryWidth
public final class AccuracyTest {
  /** A prime, so that all mantissas occur; a sweep has about 600,000 numbers. */
  private static final int STRIDE = 7001;

  @ParameterizedTest
  @EnumSource
  void vectorsAreWithinTheirUnitsOfTheLastPlace(Unary f) {
    float[] x = sweep();
    float[] y = new float[x.length];
    Ranges.vector().elementwise().unary(f, x, 0, y, 0, x.length);
    assertWorst(f, x, y, allowedUlps(f));
  }

  /** The measured errors; 0 where IEEE 754 requires a single rounding. */
  public static int allowedUlps(Unary f) {
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
  public static float allowedError(Unary f) {
    return switch (f) {
      case SELU, HARDSWISH, HARDSIGMOID -> 2e-7f;
      case GELU, GELU_TANH -> 5e-7f;
      // The smallest numbers have few significant digits.
      case SILU, MISH -> 1e-42f;
      default -> 0;
    };
  }

  private static void assertWorst(Unary f, float[] x, float[] y, int allowed) {
    DoubleUnaryOperator reference = reference(f);
    long worst = 0;
    float at = 0;
    for (int i = 0; i < x.length; i++) {
      long ulps = Ranges.ulps((float) reference.applyAsDouble(x[i]), y[i]);
      if (ulps > worst && !(Math.abs(reference.applyAsDouble(x[i]) - y[i]) <= allowedError(f))) {
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

  private static DoubleUnaryOperator reference(Unary f) {
    return switch (f) {
      case NEG -> x -> -x;
      case ABS -> Math::abs;
      case EXP -> Math::exp;
      case LOG -> Math::log;
      case SQRT -> Math::sqrt;
      case RSQRT -> x -> 1 / Math.sqrt(x);
      case SIN -> Math::sin;
      case COS -> Math::cos;
      case TANH -> Math::tanh;
      case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
      case ERF -> ScalarFunctions::erf;
      case RELU -> x -> Double.isNaN(x) ? x : Math.max(x, 0);
      case RELU6, SELU, GELU, GELU_TANH, SILU, MISH, HARDSWISH, HARDSIGMOID ->
          x -> ScalarActivations.apply(f, x);
    };
  }
}
