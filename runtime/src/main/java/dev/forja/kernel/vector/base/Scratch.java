package dev.forja.kernel.vector.base;

import static dev.forja.kernel.vector.base.Lanes.LANES;

import dev.forja.kernel.parallel.ScratchPool;

/** Reusable memory for vector kernels, used by one task at a time. */
public final class Scratch {
  /**
   * The index of the first packed value. A large array is aligned to a cache line of 64 bytes and
   * its elements start 16 bytes later, so this is the first element at the start of a line.
   */
  public static final int ALIGNED = 12;

  private static final ScratchPool<Scratch> POOL = new ScratchPool<>(Scratch::new);

  /** Room for four vectors, for the elements left over at the end of a range. */
  public final float[] tail = new float[4 * LANES];

  /** Room for two square matrices with as many rows as a vector has lanes. */
  public final float[] squares = new float[2 * LANES * LANES];

  private float[] rows = {};

  private Scratch() {}

  /** Takes memory from the pool; it belongs to the caller until it is given back. */
  public static Scratch take() {
    return POOL.take();
  }

  /** Gives this memory back to the pool; the caller must not use it afterwards. */
  public void giveBack() {
    POOL.giveBack(this);
  }

  /** Room for n floats, for one or two rows that do not fill whole vectors. */
  public float[] rows(int n) {
    if (rows.length < n) {
      rows = new float[n];
    }
    return rows;
  }
}
