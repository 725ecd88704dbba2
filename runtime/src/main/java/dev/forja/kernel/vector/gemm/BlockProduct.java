package dev.forja.kernel.vector.gemm;

import static dev.forja.kernel.vector.base.Lanes.LANES;

import dev.forja.kernel.parallel.Parallel;
import dev.forja.kernel.parallel.Thresholds;
import dev.forja.kernel.vector.base.Scratch;
import java.util.function.IntConsumer;

/**
 * C = S + A B, where B is packed, divided into tasks that any thread may compute. The order of
 * summation of an element of C does not depend on how the work is divided.
 */
final class BlockProduct implements IntConsumer {
  /** A panel with at most this many columns does not justify packing A. */
  private static final int FEW_COLUMNS = Tile.COLS - LANES;

  private final LeftOperand a;
  private final Panels b;
  private final InitialSums start;
  private final Target c;

  /** The column of C that corresponds to the first column of B. */
  private final int firstCol;

  /**
   * Identifies this product in scratch memory that remembers what was packed, without keeping
   * arrays alive.
   */
  private final Object token = new Object();

  private final int m;

  /** The number of rows of C and of panels of B per task. */
  private final int height;

  private final int width;

  BlockProduct(int m, LeftOperand a, Panels b, InitialSums start, Target c, int firstCol) {
    this.m = m;
    this.a = a;
    this.b = b;
    this.start = start;
    this.c = c;
    this.firstCol = firstCol;
    long elements = (long) b.n() * b.k();
    int most = Thresholds.PIECES_PER_THREAD * Parallel.threads();
    long shares =
        m <= FewRows.MOST
            ? elements / Thresholds.FEW_ROWS_SHARE
            : m * elements / Thresholds.PRODUCT_SHARE;
    int pieces = (int) Math.min(most, shares);
    if (pieces <= 1 || Parallel.threads() == 1) {
      height = m;
      width = b.count();
      return;
    }
    Partition cut = Partition.of(Math.ceilDiv(m, Tile.ROWS), b.count(), pieces, Parallel.threads());
    height = cut.height() * Tile.ROWS;
    width = cut.width();
  }

  /** The number of tasks; 0 if the inner sum is empty. */
  int pieces() {
    return m == 0 || b.n() == 0 || b.k() == 0
        ? 0
        : Math.ceilDiv(m, height) * Math.ceilDiv(b.count(), width);
  }

  /** Runs one task. */
  @Override
  public void accept(int piece) {
    int across = Math.ceilDiv(b.count(), width);
    int from = piece / across * height;
    int to = Math.min(m, from + height);
    int firstPanel = piece % across * width;
    int lastPanel = Math.min(b.count(), firstPanel + width);
    ProductScratch scratch = ProductScratch.take();
    if (to - from <= RowsTile.ROWS || b.cols(firstPanel) <= FEW_COLUMNS) {
      inPlace(from, to, firstPanel, lastPanel, scratch.tile);
      scratch.giveBack();
      return;
    }
    int rowsAtOnce = Blocks.rows(to - from);
    int depth = Blocks.depth(b.steps(), rowsAtOnce);
    for (int row = from; row < to; row += rowsAtOnce) {
      int rows = Math.min(rowsAtOnce, to - row);
      for (int step = 0; step < b.steps(); step += depth) {
        int here = Math.min(depth, b.steps() - step);
        block(row, rows, step, here, firstPanel, lastPanel, scratch);
      }
    }
    scratch.giveBack();
  }

  /** Computes without packing A, where packing would not pay. */
  private void inPlace(int from, int to, int firstPanel, int lastPanel, float[] tile) {
    int panel = firstPanel;
    if (to - from == 1 && a.stepStride() == 1) {
      int apart = (Math.min(lastPanel, b.n() / Tile.COLS) - firstPanel) / RowPanels.COUNT;
      for (; panel < firstPanel + apart; panel++) {
        oneRow(from, panel, apart, tile);
      }
      panel = firstPanel + Math.max(0, apart) * RowPanels.COUNT;
    }
    for (; panel < lastPanel; panel++) {
      if (b.cols(panel) <= FEW_COLUMNS) {
        fewColumns(from, to - from, panel, tile);
      } else {
        fewRows(from, to - from, panel, tile);
      }
    }
  }

  /**
   * One row by {@link RowPanels#COUNT} panels of full width, each of which has a row of the tile.
   * They are far apart, so that each stream goes on where it ended when the next ones are read.
   */
  private void oneRow(int row, int panel, int apart, float[] tile) {
    int col = firstCol + panel * Tile.COLS;
    for (int i = 0; i < RowPanels.COUNT; i++) {
      int from = start.at(row, col + i * apart * Tile.COLS);
      System.arraycopy(start.values(), from, tile, i * Tile.COLS, Tile.COLS);
    }
    int at = b.at(panel, 0);
    int next = b.at(panel + apart, 0) - at;
    RowPanels.run(b.k(), a.values(), a.at(row, 0), b.values(), at, next, tile);
    for (int i = 0; i < RowPanels.COUNT; i++) {
      int to = c.at(row, col + i * apart * Tile.COLS);
      System.arraycopy(tile, i * Tile.COLS, c.values(), to, Tile.COLS);
    }
  }

  /** Multiplies a block of A by panels of B. */
  private void block(
      int row,
      int rows,
      int step,
      int depth,
      int firstPanel,
      int lastPanel,
      ProductScratch scratch) {
    int left = rows % Tile.ROWS;
    int whole = rows - (left <= RowsTile.ROWS ? left : 0);
    float[] packed = pack(row, whole, step, depth, scratch);
    int steps = Blocks.even(depth, Blocks.K, Tile.STEPS);
    for (int panel = firstPanel; panel < lastPanel; panel++) {
      if (b.cols(panel) > FEW_COLUMNS) {
        for (int s = 0; s < depth; s += steps) {
          int part = Math.min(steps, depth - s);
          tiles(packed, row, whole, panel, step, depth, s, part, scratch.tile);
        }
        if (whole < rows && step == 0) {
          fewRows(row + whole, rows - whole, panel, scratch.tile);
        }
      } else if (step == 0) {
        fewColumns(row, rows, panel, scratch.tile);
      }
    }
  }

  private float[] pack(int row, int rows, int step, int depth, ProductScratch scratch) {
    float[] packed = scratch.left(Packing.size(rows, depth));
    if (!scratch.hasLeft(token, row, step)) {
      int k = Math.min(depth, b.k() - step);
      Packing.left(a, row, rows, step, k, packed, Scratch.ALIGNED);
      scratch.keepLeft(token, row, step);
    }
    return packed;
  }

  /** Computes the tiles of a block from top to bottom. */
  private void tiles(
      float[] packed,
      int row,
      int rows,
      int panel,
      int block,
      int depth,
      int step,
      int steps,
      float[] tile) {
    boolean first = block + step == 0;
    int col = firstCol + panel * Tile.COLS;
    float[] from = first ? start.values() : c.values();
    int fo = first ? start.at(row, col) : c.at(row, col);
    int fromStep = first ? start.rowStep() : c.ld();
    int cols = b.cols(panel);
    int bo = b.at(panel, block + step);
    for (int r = 0; r < rows; r += Tile.ROWS) {
      int ao = Scratch.ALIGNED + r * depth + step * Tile.ROWS;
      int here = Math.min(Tile.ROWS, rows - r);
      if (cols == Tile.COLS && here == Tile.ROWS) {
        Tile.KERNEL.run(
            steps,
            packed,
            ao,
            b.values(),
            bo,
            from,
            fo + r * fromStep,
            fromStep,
            c.values(),
            c.at(row + r, col),
            c.ld());
      } else {
        (first ? start : InitialSums.at(c)).fill(tile, row + r, col, here, cols);
        Tile.KERNEL.run(steps, packed, ao, b.values(), bo, tile, 0, Tile.COLS, tile, 0, Tile.COLS);
        c.take(tile, row + r, col, here, cols);
      }
    }
  }

  private void fewRows(int row, int rows, int panel, float[] tile) {
    int col = firstCol + panel * Tile.COLS;
    int cols = b.cols(panel);
    int at = b.at(panel, 0);
    if (rows == RowsTile.ROWS && cols == Tile.COLS) {
      RowsTile.run(
          b.k(),
          a,
          row,
          rows,
          b.values(),
          at,
          start.values(),
          start.at(row, col),
          start.rowStep(),
          c.values(),
          c.at(row, col),
          c.ld());
      return;
    }
    start.fill(tile, row, col, rows, cols);
    if (rows == 1) {
      RowTile.run(b.k(), a, row, b.values(), at, tile, 0, tile, 0);
    } else {
      RowsTile.run(b.k(), a, row, rows, b.values(), at, tile, 0, Tile.COLS, tile, 0, Tile.COLS);
    }
    c.take(tile, row, col, rows, cols);
  }

  private void fewColumns(int row, int rows, int panel, float[] tile) {
    int col = firstCol + panel * Tile.COLS;
    int cols = b.cols(panel);
    for (int r = 0; r < rows; r += ThinTile8x1.ROWS) {
      int here = Math.min(ThinTile8x1.ROWS, rows - r);
      start.fill(tile, row + r, col, here, cols);
      for (int j = 0; j < cols; j += LANES) {
        int bo = b.at(panel, 0) + j;
        ThinTile8x1.run(
            b.k(), a, row + r, here, b.values(), bo, tile, j, Tile.COLS, tile, j, Tile.COLS);
      }
      c.take(tile, row + r, col, here, cols);
    }
  }
}
