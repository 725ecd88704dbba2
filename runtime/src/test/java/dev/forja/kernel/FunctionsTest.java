package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compares the functions, and the reference of the other tests, with values computed with 30 digits
 * and rounded once.
 */
final class FunctionsTest {
  @ParameterizedTest
  @CsvSource({
    "EXP, 0.03125, 1.0317434",
    "EXP, 2.5, 12.182494",
    "EXP, 40, 2.3538527e17",
    "EXP, -3.25, 3.8774207e-2",
    "LOG, 0.03125, -3.465736",
    "LOG, 2.5, 0.91629076",
    "SQRT, 2.5, 1.5811388",
    "RSQRT, 2.5, 0.6324555",
    "SIN, 2.5, 0.5984721",
    "SIN, 40, 0.74511313",
    "COS, 2.5, -0.8011436",
    "COS, -3.25, -0.99412966",
    "TANH, 0.75, 0.63514894",
    "TANH, -3.25, -0.99699765",
    "SIGMOID, 0.75, 0.6791787",
    "SIGMOID, -3.25, 3.7326887e-2",
    "ERF, 1e-20, 1.1283791e-20",
    "ERF, 0.03125, 3.5250373e-2",
    "ERF, 0.75, 0.71115565",
    "ERF, 2.5, 0.999593",
    "ERF, -3.25, -0.9999957",
    "ERF, 3.9, 0.99999994",
    "ERF, 3.92, 1",
    "ERF, 40, 1",
    "ERF, -Infinity, -1",
    "RELU, -3.25, 0",
    "RELU, 2.5, 2.5",
    "RELU, NaN, NaN",
    "ABS, -2.5, 2.5",
    "NEG, 2.5, -2.5"
  })
  void valuesAreRight(Unary f, float x, float expected) {
    assertThat(Ranges.ulps(expected, (float) Reference.apply(f, x))).isZero();
    assertThat(Ranges.ulps(expected, apply(f, x))).isLessThanOrEqualTo(AccuracyTest.allowedUlps(f));
  }

  @ParameterizedTest
  @EnumSource
  void gradientsAreThoseOfTheFunction(Unary f) {
    for (float x : new float[] {0.3f, 0.9f, 1.7f, 3.1f}) {
      // Central differences of float values: half an ulp of f, which is below 23, divided by the
      // step.
      float h = 1f / 64;
      double slope = ((double) apply(f, x + h) - apply(f, x - h)) / (2.0 * h);
      float gradient = gradient(f, x, apply(f, x), 2f);
      double error = 1e-3 * (1 + Math.abs(slope)) + h * h * 30;
      assertThat((double) gradient).isCloseTo(2 * slope, within(error));
    }
  }

  @Test
  void gradientsAtTheKinks() {
    assertThat(gradient(Unary.ABS, 0f, 0f, 3f)).isZero();
    assertThat(gradient(Unary.ABS, -2f, 2f, 3f)).isEqualTo(-3f);
    assertThat(gradient(Unary.RELU, 0f, 0f, 3f)).isZero();
    assertThat(gradient(Unary.RELU, Float.NaN, Float.NaN, 3f)).isEqualTo(3f);
  }

  private static float apply(Unary f, float x) {
    float[] y = new float[1];
    Ranges.scalar().elementwise().unary(f, new float[] {x}, 0, y, 0, 1);
    return y[0];
  }

  private static float gradient(Unary f, float x, float y, float dy) {
    float[] dx = new float[1];
    ElementwiseKernels kernels = Ranges.scalar().elementwise();
    kernels.unaryGrad(f, new float[] {x}, 0, new float[] {y}, 0, new float[] {dy}, 0, dx, 0, 1);
    return dx[0];
  }
}
