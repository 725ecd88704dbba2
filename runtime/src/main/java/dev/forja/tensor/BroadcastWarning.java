package dev.forja.tensor;

import dev.forja.array.Shapes;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Warns once if a loss compares different shapes, as PyTorch does: [n, 1] minus [n] is [n, n], and
 * a model trained with that learns the mean of all targets.
 */
final class BroadcastWarning {
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private BroadcastWarning() {}

  /** Warns if it has not done so before; returns whether it did. */
  static boolean of(String loss, int[] input, int[] target) {
    boolean first = SAID.compareAndSet(false, true);
    if (first) {
      System.getLogger("dev.forja")
          .log(
              Level.WARNING,
              "{0}: input {1}, target {2}: shapes that differ are broadcast, which is rarely"
                  + " intended: use reshape, squeeze or expand on one of them. This warning is"
                  + " shown only once",
              loss,
              Shapes.show(input),
              Shapes.show(target));
    }
    return first;
  }
}
