package dev.forja.train;

import dev.forja.array.Shapes;
import dev.forja.tensor.Tensor;

/** Metrics that are reported beside the loss. It keeps no state, so any thread may use it. */
public final class Metrics {
  private Metrics() {}

  /**
   * The share of examples whose highest logit is that of their class, from 0 to 1.
   *
   * @param logits [n, classes]
   * @param target the classes, int64 [n]
   */
  public static double accuracy(Tensor logits, Tensor target) {
    if (logits.rank() != 2 || target.rank() != 1 || logits.size(0) != target.size(0)) {
      throw new IllegalArgumentException(
          "accuracy: logits %s, target %s: expected [n, classes] and [n]"
              .formatted(Shapes.show(logits.shape()), Shapes.show(target.shape())));
    }
    long[] taken = logits.argmax(1).toLongs();
    long[] classes = target.toLongs();
    int right = 0;
    for (int i = 0; i < classes.length; i++) {
      right += taken[i] == classes[i] ? 1 : 0;
    }
    return (double) right / classes.length;
  }
}
