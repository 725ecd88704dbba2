package dev.forja.kernel.conv;

import dev.forja.kernel.parallel.Room;
import dev.forja.kernel.parallel.ScratchPool;

/** Reusable memory for one convolution, or one task of it, at a time. */
public final class ConvolutionScratch {
  private static final ScratchPool<ConvolutionScratch> POOL =
      new ScratchPool<>(ConvolutionScratch::new);

  /** The input, padded. */
  public final Room planes = new Room();

  /**
   * The output of the tiles, or the gradient that they read, with the same row pitch as the planes.
   */
  public final Room rows = new Room();

  /** Packed weights, or partial weight gradients, shared by all threads during one call. */
  public final Room weights = new Room();

  public static ConvolutionScratch take() {
    return POOL.take();
  }

  public void giveBack() {
    POOL.giveBack(this);
  }
}
