package dev.forja.kernel.vector.base;

import static dev.forja.kernel.vector.base.Lanes.LANES;

/** Memory that the vector kernels of one thread use again and again. */
public final class Scratch {
  /**
   * Where packed values begin: a large array begins on a line of 64 bytes, its elements 16 bytes
   * later, so this element is the first that begins a line.
   */
  public static final int ALIGNED = 12;

  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  /** Room for four vectors, for what is left over at the end of a range. */
  public final float[] tail = new float[4 * LANES];

  /** Room for two squares of as many rows as a vector has lanes. */
  public final float[] squares = new float[2 * LANES * LANES];

  private float[] rows = {};

  private Scratch() {}

  /** The scratch memory of the current thread. */
  public static Scratch get() {
    return OF_THREAD.get();
  }

  /** Room for n floats, for a row or two that do not fill whole vectors. */
  public float[] rows(int n) {
    if (rows.length < n) {
      rows = new float[n];
    }
    return rows;
  }
}
