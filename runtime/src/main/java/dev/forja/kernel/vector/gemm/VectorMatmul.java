package dev.forja.kernel.vector.gemm;

import dev.forja.kernel.MatmulKernels;
import dev.forja.kernel.PackedMatrix;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.kernel.parallel.Thresholds;
import dev.forja.kernel.vector.base.Scratch;
import java.util.Arrays;

/**
 * Matrix products, divided into blocks for the caches and packed into panels for the registers
 * (Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008).
 */
public final class VectorMatmul implements MatmulKernels {
  /** op(B) as panels. */
  private record PackedPanels(Panels panels) implements PackedMatrix {
    @Override
    public int k() {
      return panels.k();
    }

    @Override
    public int n() {
      return panels.n();
    }
  }

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
    LeftOperand left = new LeftOperand(a, ao, ta, lda);
    if (beta != 0 || !isBlocked(m, n, k)) {
      target.scale(m, n, beta);
    }
    InitialSums start = beta == 0 ? InitialSums.ZERO : InitialSums.at(target);
    multiply(m, n, k, left, tb, b, bo, ldb, start, target);
  }

  @Override
  public void addmm(
      float[] row,
      int ro,
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
      float[] c,
      int co,
      int ldc) {
    Target target = new Target(c, co, ldc);
    LeftOperand left = new LeftOperand(a, ao, ta, lda);
    if (!isBlocked(m, n, k)) {
      target.fill(m, n, row, ro);
    }
    multiply(m, n, k, left, tb, b, bo, ldb, InitialSums.row(row, ro), target);
  }

  private static boolean isBlocked(int m, int n, int k) {
    return m > FewRows.MOST && n > 0 && k > 0;
  }

  /** If the product is not blocked, C already holds the initial values of the sums. */
  private static void multiply(
      int m,
      int n,
      int k,
      LeftOperand left,
      boolean tb,
      float[] b,
      int bo,
      int ldb,
      InitialSums start,
      Target target) {
    if (m == 0 || n == 0 || k == 0) {
      return;
    }
    if (!isBlocked(m, n, k)) {
      FewRows.add(m, n, k, left, tb, b, bo, ldb, target);
      return;
    }
    int nc = Blocks.columns(n, k);
    RightScratch scratch = RightScratch.take();
    float[] packed = scratch.of(Panels.size(k, Math.min(nc, n)));
    blocks(m, n, k, left, tb, b, bo, ldb, packed, nc, start, target);
    scratch.giveBack();
  }

  /** Multiplies by as many columns of B at a time as stay in the cache. */
  private static void blocks(
      int m,
      int n,
      int k,
      LeftOperand left,
      boolean tb,
      float[] b,
      int bo,
      int ldb,
      float[] packed,
      int nc,
      InitialSums start,
      Target target) {
    for (int col = 0; col < n; col += nc) {
      Panels panels = new Panels(packed, Scratch.ALIGNED, k, Math.min(nc, n - col));
      pack(tb, b, tb ? bo + col * ldb : bo + col, ldb, panels);
      BlockProduct product = new BlockProduct(m, left, panels, start, target, col);
      Parallel.run(product.pieces(), product);
    }
  }

  @Override
  public void addmmColumn(
      float[] column,
      int o,
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int lda,
      float[] b,
      int bo,
      int ldb,
      float[] c,
      int co,
      int ldc) {
    if (!isBlocked(m, n, k)) {
      MatmulKernels.super.addmmColumn(column, o, m, n, k, a, ao, lda, b, bo, ldb, c, co, ldc);
      return;
    }
    int nc = Blocks.columns(n, k);
    RightScratch scratch = RightScratch.take();
    int at = Scratch.ALIGNED + Panels.size(k, Math.min(nc, n));
    float[] packed = scratch.of(at + m * Tile.COLS);
    for (int row = 0; row < m; row++) {
      int from = at + row * Tile.COLS;
      Arrays.fill(packed, from, from + Tile.COLS, column[o + row]);
    }
    InitialSums start = new InitialSums(packed, at, Tile.COLS, 0);
    LeftOperand left = new LeftOperand(a, ao, false, lda);
    blocks(m, n, k, left, false, b, bo, ldb, packed, nc, start, new Target(c, co, ldc));
    scratch.giveBack();
  }

  @Override
  public PackedMatrix pack(boolean tb, int n, int k, float[] b, int bo, int ldb) {
    float[] values = new float[Math.addExact(Panels.size(k, n), Scratch.ALIGNED)];
    Panels panels = new Panels(values, Scratch.ALIGNED, k, n);
    if (k > 0) {
      pack(tb, b, bo, ldb, panels);
    }
    return new PackedPanels(panels);
  }

  @Override
  public void gemmPacked(
      int m, float[] a, int ao, int lda, PackedMatrix b, float beta, float[] c, int co, int ldc) {
    Panels panels = panels(b);
    Target target = new Target(c, co, ldc);
    if (beta != 0 || panels.k() == 0) {
      target.scale(m, panels.n(), beta);
    }
    InitialSums start = beta == 0 ? InitialSums.ZERO : InitialSums.at(target);
    LeftOperand left = new LeftOperand(a, ao, false, lda);
    BlockProduct product = new BlockProduct(m, left, panels, start, target, 0);
    Parallel.run(product.pieces(), product);
  }

  @Override
  public void addmmPacked(
      float[] row,
      int ro,
      int m,
      float[] a,
      int ao,
      int lda,
      PackedMatrix b,
      float[] c,
      int co,
      int ldc) {
    Panels panels = panels(b);
    Target target = new Target(c, co, ldc);
    if (panels.k() == 0) {
      target.fill(m, panels.n(), row, ro);
    }
    LeftOperand left = new LeftOperand(a, ao, false, lda);
    BlockProduct product = new BlockProduct(m, left, panels, InitialSums.row(row, ro), target, 0);
    Parallel.run(product.pieces(), product);
  }

  @Override
  public boolean gainsByPacking(boolean tb, int m, int n) {
    return n > 1 && (tb || m > FewRows.MOST);
  }

  private Panels panels(PackedMatrix b) {
    if (b instanceof PackedPanels(Panels panels)) {
      return panels;
    }
    throw PackedMatrix.foreign(b, this);
  }

  /**
   * @param from the index of the block's first element in b
   */
  private static void pack(boolean tb, float[] b, int from, int ldb, Panels panels) {
    int grain = Math.max(1, Thresholds.PACKING_SHARE / (panels.k() * Tile.COLS));
    Parallel.ranges(
        panels.count(),
        grain,
        (first, last) -> {
          for (int panel = first; panel < last; panel++) {
            int col = panel * Tile.COLS;
            Packing.right(b, tb ? from + col * ldb : from + col, tb, ldb, panels, panel);
          }
        });
  }
}
