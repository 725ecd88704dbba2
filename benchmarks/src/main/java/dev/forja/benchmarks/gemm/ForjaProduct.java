package dev.forja.benchmarks.gemm;

import dev.forja.benchmarks.harness.Contender;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.MatmulKernels;
import dev.forja.kernel.PackedMatrix;
import org.jspecify.annotations.Nullable;

/** Forja's kernels, with or without B packed in advance. */
final class ForjaProduct implements Contender {
  private final MatmulKernels kernels = Kernels.get().matmul();
  private final Product product;
  private final float[] a;
  private final float[] b;
  private final float[] c;
  private final @Nullable PackedMatrix packed;

  ForjaProduct(Product product, boolean packAhead) {
    this.product = product;
    a = product.a();
    b = product.b();
    c = new float[product.m() * product.n()];
    packed = packAhead ? kernels.pack(false, product.n(), product.k(), b, 0, product.n()) : null;
  }

  @Override
  public void run() {
    int m = product.m();
    int n = product.n();
    int k = product.k();
    if (packed == null) {
      kernels.gemm(false, false, m, n, k, a, 0, k, b, 0, n, 0, c, 0, n);
    } else {
      kernels.gemmPacked(m, a, 0, k, packed, 0, c, 0, n);
    }
  }

  @Override
  public float[] output() {
    return c.clone();
  }
}
