package dev.forja.kernel.arithmetic;

/**
 * The fused multiply-add of the plain loops. Where the processor has no such instruction, or the
 * JVM does not use it, {@link Math#fma} computes in decimal arithmetic, thousands of times slower;
 * there product and sum are rounded one after the other instead, which gives other bits.
 *
 * <p>Stateless; may be used by any number of threads.
 */
public final class Fused {
  /** An instruction takes tens of nanoseconds when interpreted; decimal arithmetic, thousands. */
  private static final long SLOW_NANOS = 500;

  /** Series of a few calls, of which one suffices that is not disturbed by other work. */
  private static final int SERIES = 8;

  private static final int CALLS = 8;

  /** Whether this JVM computes a fused multiply-add with an instruction. */
  public static final boolean IN_HARDWARE = isFast();

  private Fused() {}

  /** {@code a b + c}, rounded once where that is {@link #IN_HARDWARE}. */
  public static float fma(float a, float b, float c) {
    return IN_HARDWARE ? Math.fma(a, b, c) : a * b + c;
  }

  private static boolean isFast() {
    float value = 1;
    for (int series = 0; series < SERIES; series++) {
      long start = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        value = Math.fma(value, 0.5f, 1.25f);
      }
      // The comparison with 0, which is always true, keeps the calls from being removed.
      if (System.nanoTime() - start < CALLS * SLOW_NANOS && value > 0) {
        return true;
      }
    }
    return false;
  }
}
