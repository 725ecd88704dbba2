package dev.forja.kernel.vector.conv;

/** Memory that the convolutions of one thread use again and again. */
final class ConvolutionScratch {
  /** An array that grows when more is asked for. What it holds is not defined. */
  static final class Room {
    /** Floats to start with: half a MiB, so that the collector places it on a line of 64 bytes. */
    private static final int LARGE = 1 << 17;

    private float[] values = {};

    float[] of(int n) {
      if (values.length < n) {
        values = new float[Math.max(n, LARGE)];
      }
      return values;
    }
  }

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
