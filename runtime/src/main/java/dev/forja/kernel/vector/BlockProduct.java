package dev.forja.kernel.vector;

import static dev.forja.kernel.vector.Lanes.LANES;

import dev.forja.kernel.Parallel;

/**
 * C = A B, or C += A B, for one block of the inner sum, whose right side is packed. Every element
 * of C is summed in the same order wherever the cuts fall.
 */
final class BlockProduct {
  /** Multiply-adds below which waking a thread costs more than it saves. */
  private static final long GRAIN = 1 << 19;

  private BlockProduct() {}

  /**
   * @param step where the block begins in the inner sum
   * @param col which column of C is the first of B
   */
  static void run(int m, Left a, int step, Panels b, boolean add, Target c, int col) {
    long work = (long) m * b.n() * b.k();
    int pieces = (int) Math.min(4L * Parallel.threads(), work / GRAIN);
    if (pieces <= 1 || Parallel.threads() == 1) {
      rows(a, 0, m, step, b, 0, b.count(), add, c, col);
      return;
    }
    int height = Blocks.even(m, Math.max(2 * Tile.ROWS, Math.ceilDiv(m, pieces)), Tile.ROWS);
    int down = Math.ceilDiv(m, height);
    int width = Math.ceilDiv(b.count(), Math.min(b.count(), Math.ceilDiv(pieces, down)));
    int across = Math.ceilDiv(b.count(), width);
    Parallel.run(
        down * across,
        index -> {
          int row = index / across * height;
          int panel = index % across * width;
          rows(
              a,
              row,
              Math.min(m, row + height),
              step,
              b,
              panel,
              Math.min(b.count(), panel + width),
              add,
              c,
              col);
        });
  }

  private static void rows(
      Left a,
      int from,
      int to,
      int step,
      Panels b,
      int firstPanel,
      int lastPanel,
      boolean add,
      Target c,
      int col) {
    int height = Blocks.even(to - from, Blocks.M, Tile.ROWS);
    for (int row = from; row < to; row += height) {
      block(a, row, Math.min(height, to - row), step, b, firstPanel, lastPanel, add, c, col);
    }
  }

  /** A block of A against all panels: whole tiles from packed rows, the others in place. */
  private static void block(
      Left a,
      int row,
      int rows,
      int step,
      Panels b,
      int firstPanel,
      int lastPanel,
      boolean add,
      Target c,
      int col) {
    Scratch scratch = Scratch.get();
    int whole = rows - rows % Tile.ROWS;
    float[] packed = scratch.left(whole * b.k() + LANES);
    if (b.cols(firstPanel) > LANES) {
      Packing.left(a, row, step, whole, b.k(), packed, Scratch.ALIGNED);
    }
    for (int panel = firstPanel; panel < lastPanel; panel++) {
      int at = col + panel * Tile.COLS;
      if (b.cols(panel) <= LANES) {
        thin(a, row, rows, step, b, panel, add, c, at, scratch.tile);
      } else {
        tiles(packed, row, whole, b, panel, add, c, at, scratch.tile);
        left(a, row + whole, rows - whole, step, b, panel, add, c, at, scratch.tile);
      }
    }
  }

  private static void tiles(
      float[] packed,
      int row,
      int rows,
      Panels b,
      int panel,
      boolean add,
      Target c,
      int col,
      float[] tile) {
    int k = b.k();
    int cols = b.cols(panel);
    for (int r = 0; r < rows; r += Tile.ROWS) {
      int ao = Scratch.ALIGNED + r * k;
      if (cols == Tile.COLS) {
        Tile.KERNEL.run(
            k, packed, ao, b.values(), b.at(panel), add, c.values(), c.at(row + r, col), c.ld());
      } else {
        Tile.KERNEL.run(k, packed, ao, b.values(), b.at(panel), false, tile, 0, Tile.COLS);
        c.merge(tile, row + r, col, Tile.ROWS, cols, add);
      }
    }
  }

  private static void left(
      Left a,
      int row,
      int rows,
      int step,
      Panels b,
      int panel,
      boolean add,
      Target c,
      int col,
      float[] tile) {
    int cols = b.cols(panel);
    for (int r = 0; r < rows; r += RowsTile4x2.ROWS) {
      int height = Math.min(RowsTile4x2.ROWS, rows - r);
      if (cols == Tile.COLS && height == RowsTile4x2.ROWS) {
        RowsTile4x2.run(
            b.k(),
            a,
            row + r,
            step,
            height,
            b.values(),
            b.at(panel),
            add,
            c.values(),
            c.at(row + r, col),
            c.ld());
      } else {
        RowsTile4x2.run(
            b.k(), a, row + r, step, height, b.values(), b.at(panel), false, tile, 0, Tile.COLS);
        c.merge(tile, row + r, col, height, cols, add);
      }
    }
  }

  private static void thin(
      Left a,
      int row,
      int rows,
      int step,
      Panels b,
      int panel,
      boolean add,
      Target c,
      int col,
      float[] tile) {
    for (int r = 0; r < rows; r += ThinTile8x1.ROWS) {
      int height = Math.min(ThinTile8x1.ROWS, rows - r);
      ThinTile8x1.run(
          b.k(), a, row + r, step, height, b.values(), b.at(panel), false, tile, 0, Tile.COLS);
      c.merge(tile, row + r, col, height, b.cols(panel), add);
    }
  }
}
