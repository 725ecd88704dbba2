package dev.forja.kernel.vector.gemm;

import static dev.forja.kernel.vector.base.Scratch.ALIGNED;

import dev.forja.kernel.parallel.ScratchPool;

/** Reusable memory for the packed right side of one product at a time. */
final class RightScratch {
  private static final ScratchPool<RightScratch> POOL = new ScratchPool<>(RightScratch::new);

  private float[] values = {};

  private RightScratch() {}

  static RightScratch take() {
    return POOL.take();
  }

  void giveBack() {
    POOL.giveBack(this);
  }

  /** Room for n floats from {@code Scratch.ALIGNED} on. */
  float[] of(int n) {
    if (values.length < n + ALIGNED) {
      values = new float[Math.max(n + ALIGNED, ProductScratch.LARGE)];
    }
    return values;
  }
}
