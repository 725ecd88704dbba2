package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scalar and vector kernels give zeros the same sign. */
@EveryWidth
final class ZerosTest {
  /** Enough for whole vectors of every width, and for a remainder. */
  private static final int N = 35;

  private final ElementwiseKernels scalar = Ranges.scalar().elementwise();
  private final ElementwiseKernels vector = Ranges.vector().elementwise();

  private static float[] zeros(int period) {
    float[] zeros = new float[N];
    for (int i = 0; i < N; i++) {
      zeros[i] = i / period % 2 == 0 ? -0f : 0f;
    }
    return zeros;
  }

  /** Compares the texts, which show the sign of zero, unlike comparisons of floats. */
  private static void same(float[] expected, float[] actual) {
    assertThat(Arrays.toString(actual)).isEqualTo(Arrays.toString(expected));
  }

  @ParameterizedTest
  @EnumSource
  void ofUnaryFunctions(Unary f) {
    float[] x = zeros(1);
    float[] expected = new float[N];
    float[] actual = new float[N];
    scalar.unary(f, x, 0, expected, 0, N);
    vector.unary(f, x, 0, actual, 0, N);
    same(expected, actual);
  }

  @ParameterizedTest
  @EnumSource
  void ofBinaryFunctions(Binary f) {
    float[] a = zeros(1);
    float[] b = zeros(2);
    float[] expected = new float[N];
    float[] actual = new float[N];
    scalar.binary(f, a, 0, 1, b, 0, 1, expected, 0, N);
    vector.binary(f, a, 0, 1, b, 0, 1, actual, 0, N);
    same(expected, actual);
  }
}
