package dev.forja.kernel.vector.base;

import static dev.forja.kernel.vector.base.Lanes.LANES;

import dev.forja.kernel.parallel.ScratchPool;

/** Memory that vector kernels use again and again, one piece of work at a time. */
public final class Scratch {
  /**
   * Where packed values begin: a large array begins on a line of 64 bytes, its elements 16 bytes
   * later, so this element is the first that begins a line.
   */
  public static final int ALIGNED = 12;

  private static final ScratchPool<Scratch> POOL = new ScratchPool<>(Scratch::new);

  /** Room for four vectors, for what is left over at the end of a range. */
  public final float[] tail = new float[4 * LANES];

  /** Room for two squares of as many rows as a vector has lanes. */
  public final float[] squares = new float[2 * LANES * LANES];

  private float[] rows = {};

  private Scratch() {}

  /** Memory that nobody else uses until it is given back. */
  public static Scratch take() {
    return POOL.take();
  }

  /** Lets others use this memory; the taker must not touch it afterwards. */
  public void giveBack() {
    POOL.giveBack(this);
  }

  /** Room for n floats, for a row or two that do not fill whole vectors. */
  public float[] rows(int n) {
    if (rows.length < n) {
      rows = new float[n];
    }
    return rows;
  }
}
