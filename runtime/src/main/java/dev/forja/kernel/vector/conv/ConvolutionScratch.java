package dev.forja.kernel.vector.conv;

import dev.forja.kernel.vector.base.Room;

/** Memory that the convolutions of one thread use again and again. */
final class ConvolutionScratch {
  private static final ThreadLocal<ConvolutionScratch> OF_THREAD =
      ThreadLocal.withInitial(ConvolutionScratch::new);

  /** The input, padded. */
  final Room planes = new Room();

  /** What the tiles make, or the gradient that they read, at the pitch of the planes. */
  final Room rows = new Room();

  /** Packed weights, or partial gradients of them: what all threads share during one call. */
  final Room weights = new Room();

  static ConvolutionScratch get() {
    return OF_THREAD.get();
  }
}
