package dev.forja.kernel.vector.base;

/** An array that grows when more is asked for. What it holds is not defined. */
public final class Room {
  /** Floats to start with: half a MiB, so that the collector places it on a line of 64 bytes. */
  private static final int LARGE = 1 << 17;

  private float[] values = {};

  /** An array of at least n elements, the same one as long as it is large enough. */
  public float[] of(int n) {
    if (values.length < n) {
      values = new float[Math.max(n, LARGE)];
    }
    return values;
  }
}
