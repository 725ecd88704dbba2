package dev.forja.kernel.vector.conv;

import dev.forja.kernel.parallel.ScratchPool;
import dev.forja.kernel.vector.base.Room;

/** Memory that convolutions and their pieces use again and again, one at a time. */
final class ConvolutionScratch {
  private static final ScratchPool<ConvolutionScratch> POOL =
      new ScratchPool<>(ConvolutionScratch::new);

  /** The input, padded. */
  final Room planes = new Room();

  /** What the tiles make, or the gradient that they read, at the pitch of the planes. */
  final Room rows = new Room();

  /** Packed weights, or partial gradients of them: what all threads share during one call. */
  final Room weights = new Room();

  static ConvolutionScratch take() {
    return POOL.take();
  }

  void giveBack() {
    POOL.giveBack(this);
  }
}
