package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.kernel.vector.VectorKernels;
import java.util.Arrays;
import java.util.Random;

/**
 * Shared by the tests of kernels: sizes around all lane boundaries, inputs, canaries and errors.
 */
public final class Ranges {
  /** Zero, one, sizes around one and four vectors of 4, 8 and 16 lanes, and two larger ones. */
  static final int[] SIZES = {
    0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 19, 33, 35, 63, 64, 65, 67, 207, 702
  };

  /** The value before, after and between the elements that a kernel may touch. */
  public static final float CANARY = 12345.678f;

  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    88.8f,
    -88.8f,
    -100f,
    10_000f,
  };

  private Ranges() {}

  public static Kernels scalar() {
    return KernelProvider.scalar();
  }

  public static Kernels vector() {
    return VectorKernels.create(KernelProvider.scalar());
  }

  /** An array of canaries with n normally distributed numbers starting at {@code offset}. */
  public static float[] normal(Random random, int offset, int n) {
    float[] x = canaries(offset + n + 7);
    for (int i = 0; i < n; i++) {
      x[offset + i] = (float) random.nextGaussian();
    }
    return x;
  }

  /** As {@link #normal}, but every third number is a special value or has a random exponent. */
  public static float[] wild(Random random, int offset, int n) {
    float[] x = normal(random, offset, n);
    for (int i = 0; i < n; i++) {
      switch (random.nextInt(6)) {
        case 0 -> x[offset + i] = SPECIAL[random.nextInt(SPECIAL.length)];
        case 1 -> x[offset + i] = Float.intBitsToFloat(random.nextInt());
        default -> {}
      }
    }
    return x;
  }

  public static float[] canaries(int n) {
    float[] x = new float[n];
    Arrays.fill(x, CANARY);
    return x;
  }

  /** The number of floats between two numbers; 0 for two NaNs, and for 0 and -0. */
  public static long ulps(float a, float b) {
    if (Float.isNaN(a) || Float.isNaN(b)) {
      return Float.isNaN(a) && Float.isNaN(b) ? 0 : Long.MAX_VALUE;
    }
    return Math.abs(ordinal(a) - ordinal(b));
  }

  /** Compares whole arrays; outside the range, both must contain canaries. */
  public static void assertAgree(String what, float[] expected, float[] actual, long ulps) {
    assertAgree(what, expected, actual, ulps, 0);
  }

  /** As above, but an absolute error of at most {@code error} is accepted too. */
  public static void assertAgree(
      String what, float[] expected, float[] actual, long ulps, float error) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      if (Math.abs(expected[i] - actual[i]) <= error) {
        continue;
      }
      assertThat(ulps(expected[i], actual[i]))
          .as("%s: ulps between %s and %s at %d", what, expected[i], actual[i], i)
          .isLessThanOrEqualTo(ulps);
    }
  }

  /**
   * Compares the bits of whole arrays. All NaNs count as equal: which of several NaNs a processor
   * passes on depends on the order that a compiler gives to operands, and no result tells them
   * apart.
   */
  public static void assertSameBits(String what, float[] expected, float[] actual) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        throw new AssertionError(
            "%s: at %d of %d: %s and %s have different bits"
                .formatted(what, i, expected.length, expected[i], actual[i]));
      }
    }
  }

  private static long ordinal(float x) {
    int bits = Float.floatToRawIntBits(x);
    return bits >= 0 ? bits : (long) Integer.MIN_VALUE - bits;
  }
}
