package dev.forja.kernel.vector.gemm;

import static dev.forja.kernel.vector.base.Scratch.ALIGNED;

import org.jspecify.annotations.Nullable;

/** Memory that the matrix products of one thread use again and again. */
final class ProductScratch {
  /** Floats to start with: one MiB, which the default collector places as a large array. */
  private static final int LARGE = 1 << 18;

  private static final ThreadLocal<ProductScratch> OF_THREAD =
      ThreadLocal.withInitial(ProductScratch::new);

  /** Room for one register tile, for those at the edge of a matrix. */
  final float[] tile = new float[Math.max(Tile.ROWS, ThinTile8x1.ROWS) * Tile.COLS];

  private float[] left = {};
  private float[] right = {};
  private @Nullable Object leftOf;
  private int leftRow;
  private int leftStep;

  private ProductScratch() {}

  static ProductScratch get() {
    return OF_THREAD.get();
  }

  /** Room for n floats from {@code Scratch.ALIGNED} on, for the left side of a product. */
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

  /** Room for n floats from {@code Scratch.ALIGNED} on, for the right side of a product. */
  float[] right(int n) {
    if (right.length < n + ALIGNED) {
      right = new float[Math.max(n + ALIGNED, LARGE)];
    }
    return right;
  }
}
