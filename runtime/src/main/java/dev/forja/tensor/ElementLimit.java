package dev.forja.tensor;

import dev.forja.ThrowingCallable;
import dev.forja.op.Op;
import dev.forja.op.TensorType;
import dev.forja.spi.Ambient;
import org.jspecify.annotations.Nullable;

/**
 * A block in which no op may give a tensor of more elements than a number. It keeps a program that
 * comes from elsewhere, such as a graph in a file, from filling the memory: an op that would give
 * more is refused before it takes any. It applies to the thread that runs it, and to tasks wrapped
 * with {@link dev.forja.Calls#carry}. Thread-safe.
 */
public final class ElementLimit {
  private static final Ambient<Long> MOST = Ambient.create();

  private ElementLimit() {}

  /**
   * Runs {@code body}, and returns its result. Inside of a block with a lower limit, that one
   * stays.
   *
   * @param most the number of elements that a tensor may have
   */
  public static <T extends @Nullable Object, X extends Throwable> T call(
      long most, ThrowingCallable<? extends T, X> body) throws X {
    return MOST.call(Math.min(most, current()), body);
  }

  /** The number of elements that a tensor may have on this thread, without a limit the largest. */
  public static long current() {
    return MOST.isBound() ? MOST.get() : Long.MAX_VALUE;
  }

  /** Refuses an op that would give more. */
  static void check(Op op, TensorType[] outputs) {
    if (!MOST.isBound()) {
      return;
    }
    for (TensorType output : outputs) {
      if (output.count() > MOST.get()) {
        throw new IllegalArgumentException(
            "%s would give %s, which is more than the %d elements that a tensor may have here"
                .formatted(op.name(), output.show(), MOST.get()));
      }
    }
  }
}
