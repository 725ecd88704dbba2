package dev.forja.train;

import dev.forja.array.Shapes;
import dev.forja.tensor.Tensor;

/** Metrics to report in addition to the loss. Stateless and therefore thread-safe. */
public final class Metrics {
  private Metrics() {}

  /**
   * The fraction of examples, from 0 to 1, whose highest logit is that of their class.
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
