package dev.forja.kernel.scalar;

import java.util.concurrent.ConcurrentLinkedQueue;

/** The arrays of one task of a plain product: rows of B, and the rows of C that it adds to. */
final class RowScratch {
  /** Rows of B at a time. */
  static final int DEPTH = 384;

  /** Columns of B at a time, so that the rows of C stay in the first cache. */
  static final int WIDTH = 768;

  /** As many as were ever in use at once. */
  private static final ConcurrentLinkedQueue<RowScratch> FREE = new ConcurrentLinkedQueue<>();

  private float[][] right = {};
  private float[][] sums = {};

  static RowScratch take() {
    RowScratch free = FREE.poll();
    return free == null ? new RowScratch() : free;
  }

  void giveBack() {
    FREE.add(this);
  }

  /** At least {@code count} arrays of at least n elements each, with any contents. */
  float[][] right(int count, int n) {
    right = grown(right, count, n);
    return right;
  }

  /** {@link RowSteps#BAND} arrays of at least n elements each, with any contents. */
  float[][] sums(int n) {
    sums = grown(sums, RowSteps.BAND, n);
    return sums;
  }

  /** These arrays, or longer or more ones. */
  static float[][] grown(float[][] rows, int count, int n) {
    if (rows.length >= count && (count == 0 || rows[0].length >= n)) {
      return rows;
    }
    int width = rows.length == 0 ? n : more(rows[0].length, n);
    return new float[more(rows.length, count)][width];
  }

  /** This array, or a longer one. */
  static float[] grown(float[] values, int n) {
    return values.length >= n ? values : new float[more(values.length, n)];
  }

  /** By half if it is not enough, so that what grows by one seldom grows. */
  private static int more(int had, int needed) {
    return needed <= had ? had : Math.max(needed, had + had / 2);
  }
}
