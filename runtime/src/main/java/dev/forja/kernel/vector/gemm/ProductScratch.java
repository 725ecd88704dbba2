package dev.forja.kernel.vector.gemm;

import static dev.forja.kernel.vector.base.Scratch.ALIGNED;

import dev.forja.kernel.parallel.ScratchPool;
import org.jspecify.annotations.Nullable;

/** Reusable memory for one task of a matrix product at a time. */
final class ProductScratch {
  /**
   * The initial number of floats: one MiB, which the default collector allocates as a large array.
   */
  static final int LARGE = 1 << 18;

  private static final ScratchPool<ProductScratch> POOL = new ScratchPool<>(ProductScratch::new);

  /** Room for one register tile, used for tiles at the edge of a matrix. */
  final float[] tile = new float[Math.max(Tile.ROWS, ThinTile8x1.ROWS) * Tile.COLS];

  private float[] left = {};
  private @Nullable Object leftOf;
  private int leftRow;
  private int leftStep;

  private ProductScratch() {}

  static ProductScratch take() {
    return POOL.take();
  }

  void giveBack() {
    POOL.giveBack(this);
  }

  /** Room for n floats from {@code Scratch.ALIGNED} on, for the left side of a product. */
  float[] left(int n) {
    if (left.length < n + ALIGNED) {
      left = new float[Math.max(n + ALIGNED, LARGE)];
      leftOf = null;
    }
    return left;
  }

  /** Whether {@link #left} still holds this block of a product from an earlier task of it. */
  boolean hasLeft(Object product, int row, int step) {
    return leftOf == product && leftRow == row && leftStep == step;
  }

  /** Records which block {@link #left} holds now. */
  void keepLeft(Object product, int row, int step) {
    leftOf = product;
    leftRow = row;
    leftStep = step;
  }
}
