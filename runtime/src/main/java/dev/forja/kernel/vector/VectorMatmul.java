package dev.forja.kernel.vector;

import dev.forja.kernel.MatmulKernels;
import dev.forja.kernel.PackedMatrix;
import dev.forja.kernel.Parallel;

/**
 * Matrix products, cut into blocks for the caches and packed into panels for the registers (Goto
 * and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008).
 */
final class VectorMatmul implements MatmulKernels {
  /** Elements of B below which waking a thread to pack them costs more than it saves. */
  private static final int PACKING_GRAIN = 1 << 16;

  /** op(B) as panels: for each block of {@code kc} steps of the inner sum, all panels of it. */
  private record PackedPanels(int k, int n, int kc, float[] values) implements PackedMatrix {}

  @Override
  public void gemm(
      boolean ta,
      boolean tb,
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int lda,
      float[] b,
      int bo,
      int ldb,
      float beta,
      float[] c,
      int co,
      int ldc) {
    Target target = new Target(c, co, ldc);
    Left left = new Left(a, ao, ta, lda);
    if (m <= FewRows.MOST || n == 0 || k == 0) {
      target.scale(m, n, beta);
      if (m > 0 && n > 0 && k > 0) {
        FewRows.add(m, n, k, left, tb, b, bo, ldb, target);
      }
      return;
    }
    if (beta != 0) {
      target.scale(m, n, beta);
    }
    int kc = Blocks.even(k, Blocks.K, 1);
    int nc = Blocks.even(n, Blocks.N, Tile.COLS);
    float[] packed = Scratch.get().right(kc * nc);
    for (int col = 0; col < n; col += nc) {
      for (int step = 0; step < k; step += kc) {
        int steps = Math.min(kc, k - step);
        Panels panels = new Panels(packed, Scratch.ALIGNED, steps, Math.min(nc, n - col));
        pack(tb, b, tb ? bo + col * ldb + step : bo + step * ldb + col, ldb, panels);
        BlockProduct.run(m, left, step, panels, beta != 0 || step > 0, target, col);
      }
    }
  }

  @Override
  public PackedMatrix pack(boolean tb, int n, int k, float[] b, int bo, int ldb) {
    int kc = k == 0 ? 1 : Blocks.even(k, Blocks.K, 1);
    int width = Math.ceilDiv(n, Tile.COLS) * Tile.COLS;
    float[] values = new float[Math.addExact(Math.multiplyExact(k, width), Scratch.ALIGNED)];
    for (int step = 0; step < k; step += kc) {
      Panels panels = new Panels(values, Scratch.ALIGNED + step * width, Math.min(kc, k - step), n);
      pack(tb, b, tb ? bo + step : bo + step * ldb, ldb, panels);
    }
    return new PackedPanels(k, n, kc, values);
  }

  @Override
  public void gemmPacked(
      int m, float[] a, int ao, int lda, PackedMatrix b, float beta, float[] c, int co, int ldc) {
    if (!(b instanceof PackedPanels(int k, int n, int kc, float[] values))) {
      throw PackedMatrix.foreign(b, this);
    }
    Target target = new Target(c, co, ldc);
    if (beta != 0 || k == 0) {
      target.scale(m, n, beta);
    }
    if (m == 0 || n == 0) {
      return;
    }
    Left left = new Left(a, ao, false, lda);
    int width = Math.ceilDiv(n, Tile.COLS) * Tile.COLS;
    for (int step = 0; step < k; step += kc) {
      Panels panels = new Panels(values, Scratch.ALIGNED + step * width, Math.min(kc, k - step), n);
      BlockProduct.run(m, left, step, panels, beta != 0 || step > 0, target, 0);
    }
  }

  /**
   * @param from where the block's first element stands in b
   */
  private static void pack(boolean tb, float[] b, int from, int ldb, Panels panels) {
    int grain = Math.max(1, PACKING_GRAIN / (panels.k() * Tile.COLS));
    Parallel.ranges(
        panels.count(),
        grain,
        (first, last) -> {
          for (int panel = first; panel < last; panel++) {
            int col = panel * Tile.COLS;
            Packing.right(
                b,
                tb ? from + col * ldb : from + col,
                tb,
                ldb,
                panels.cols(panel),
                panels.k(),
                panels.values(),
                panels.at(panel));
          }
        });
  }
}
