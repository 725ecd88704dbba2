package dev.forja.tensor;

import dev.forja.array.Shapes;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says once that a loss compares shapes that differ. PyTorch says so too: [n, 1] minus [n] is [n,
 * n], and a model that learns by it learns the mean of all targets.
 */
final class BroadcastWarning {
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private BroadcastWarning() {}

  /** Whether it was said now: the first time. */
  static boolean of(String loss, int[] input, int[] target) {
    boolean first = SAID.compareAndSet(false, true);
    if (first) {
      System.getLogger("dev.forja")
          .log(
              Level.WARNING,
              "{0}: input {1}, target {2}: shapes that differ are broadcast, which is seldom meant:"
                  + " use reshape, squeeze or expand on one of them. This is said once",
              loss,
              Shapes.show(input),
              Shapes.show(target));
    }
    return first;
  }
}
