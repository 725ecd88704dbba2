package dev.forja.onnx;

/**
 * What the graphs inside of a graph may still do in one call, so that loops in loops end. For the
 * thread of the call.
 */
final class Budget {
  /** What a node costs beside the elements that it gives. */
  private static final long PER_NODE = 20_000;

  private long left = 20_000_000_000L;

  /** Takes the cost of a node that gave so many elements. */
  void spend(long elements) {
    left -= PER_NODE + elements;
    if (left < 0) {
      throw new IllegalArgumentException(
          "the loops and branches of this call have run so many nodes that they are taken for"
              + " loops without an end");
    }
  }
}
