package dev.forja.kernel.vector.base;

import static dev.forja.kernel.vector.base.Lanes.LANES;

import dev.forja.kernel.vector.gemm.ThinTile8x1;
import dev.forja.kernel.vector.gemm.Tile;
import org.jspecify.annotations.Nullable;

/** Memory that the kernels of one thread use again and again. */
final class Scratch {
  /**
   * Where panels begin: a large array begins on a line of 64 bytes, its elements 16 bytes later, so
   * this element is the first that begins a line.
   */
  static final int ALIGNED = 12;

  /** Floats to start with: one MiB, which the default collector places as a large array. */
  private static final int LARGE = 1 << 18;

  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  /** Room for four vectors, for what is left over at the end of a range. */
  final float[] tail = new float[4 * LANES];

  /** Room for one register tile, for those at the edge of a matrix. */
  final float[] tile = new float[Math.max(Tile.ROWS, ThinTile8x1.ROWS) * Tile.COLS];

  /** Room for two squares of as many rows as a vector has lanes. */
  final float[] squares = new float[2 * LANES * LANES];

  private float[] rows = {};
  private float[] left = {};
  private float[] right = {};
  private @Nullable Object leftOf;
  private int leftRow;
  private int leftStep;

  private Scratch() {}

  static Scratch get() {
    return OF_THREAD.get();
  }

  /** Room for n floats, for a row or two that do not fill whole vectors. */
  float[] rows(int n) {
    if (rows.length < n) {
      rows = new float[n];
    }
    return rows;
  }

  /** Room for n floats from {@link #ALIGNED} on, for the left side of a product. */
  float[] left(int n) {
    if (left.length < n + ALIGNED) {
      left = new float[Math.max(n + ALIGNED, LARGE)];
      leftOf = null;
    }
    return left;
  }

  /** Whether {@link #left} still holds this block of a product, from an earlier piece of it. */
  boolean hasLeft(Object product, int row, int step) {
    return leftOf == product && leftRow == row && leftStep == step;
  }

  /** Remembers what {@link #left} holds now. */
  void keepLeft(Object product, int row, int step) {
    leftOf = product;
    leftRow = row;
    leftStep = step;
  }

  /** Likewise for the right side. */
  float[] right(int n) {
    if (right.length < n + ALIGNED) {
      right = new float[Math.max(n + ALIGNED, LARGE)];
    }
    return right;
  }
}
