package dev.forja.kernel.parallel;

/** An array that grows on demand. Its contents are undefined. */
public final class ScratchArray {
  /**
   * The initial number of floats: half a MiB, so that the collector aligns the array to 64 bytes.
   */
  private static final int LARGE = 1 << 17;

  private float[] values = {};

  /** An array of at least n elements; the same array as before if it is large enough. */
  public float[] of(int n) {
    if (values.length < n) {
      values = new float[Math.max(n, LARGE)];
    }
    return values;
  }
}
