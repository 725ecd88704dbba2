package dev.forja.kernel.vector.conv;

import dev.forja.kernel.parallel.ScratchPool;
import dev.forja.kernel.vector.base.Room;

/** Reusable memory for one convolution, or one task of it, at a time. */
final class ConvolutionScratch {
  private static final ScratchPool<ConvolutionScratch> POOL =
      new ScratchPool<>(ConvolutionScratch::new);

  /** The input, padded. */
  final Room planes = new Room();

  /**
   * The output of the tiles, or the gradient that they read, with the same row pitch as the planes.
   */
  final Room rows = new Room();

  /** Packed weights, or partial weight gradients, shared by all threads during one call. */
  final Room weights = new Room();

  static ConvolutionScratch take() {
    return POOL.take();
  }

  void giveBack() {
    POOL.giveBack(this);
  }
}
