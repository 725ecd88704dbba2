package dev.forja.kernel.conv;

import dev.forja.kernel.parallel.ScratchArray;
import dev.forja.kernel.parallel.ScratchPool;

/** Reusable memory for one convolution, or one task of it, at a time. */
public final class ConvolutionScratch {
  private static final ScratchPool<ConvolutionScratch> POOL =
      new ScratchPool<>(ConvolutionScratch::new);

  private final ScratchArray planes = new ScratchArray();
  private final ScratchArray rows = new ScratchArray();
  private final ScratchArray weights = new ScratchArray();

  /** Room for n floats: the input, padded. */
  public float[] planes(int n) {
    return planes.of(n);
  }

  /**
   * Room for n floats: the output of the tiles, or the gradient that they read, with the same row
   * pitch as the planes.
   */
  public float[] rows(int n) {
    return rows.of(n);
  }

  /**
   * Room for n floats: packed weights, or partial weight gradients, shared by all threads during
   * one call.
   */
  public float[] weights(int n) {
    return weights.of(n);
  }

  public static ConvolutionScratch take() {
    return POOL.take();
  }

  public void giveBack() {
    POOL.giveBack(this);
  }
}
