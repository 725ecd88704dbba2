package dev.forja.tensor;

import dev.forja.ThrowingCallable;
import dev.forja.ThrowingRunnable;
import dev.forja.spi.Ambient;
import org.jspecify.annotations.Nullable;

/**
 * A block in which ops are not recorded for gradients, as {@code torch.no_grad()}. It holds for the
 * thread that runs it, and for tasks that take part by {@link dev.forja.Calls#carry}.
 */
public final class NoGrad {
  private static final Ambient<Boolean> ACTIVE = Ambient.create();

  private NoGrad() {}

  /** Runs {@code body} without recording. What it throws is thrown as it is. */
  public static <X extends Throwable> void run(ThrowingRunnable<X> body) throws X {
    ACTIVE.run(true, body);
  }

  /**
   * Gives what {@code body} gives, computed without recording. What it throws is thrown as it is.
   */
  public static <T extends @Nullable Object, X extends Throwable> T call(
      ThrowingCallable<? extends T, X> body) throws X {
    return ACTIVE.call(true, body);
  }

  /** Whether this thread is inside such a scope. */
  public static boolean isActive() {
    return ACTIVE.isBound();
  }
}
