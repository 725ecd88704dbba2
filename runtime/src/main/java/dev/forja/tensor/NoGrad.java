package dev.forja.tensor;

import dev.forja.ThrowingCallable;
import dev.forja.ThrowingRunnable;
import dev.forja.spi.Ambient;
import org.jspecify.annotations.Nullable;

/**
 * A block in which ops are not recorded for gradients, like {@code torch.no_grad()}. It applies to
 * the thread that runs it, and to tasks wrapped with {@link dev.forja.Calls#carry}. Thread-safe.
 */
public final class NoGrad {
  private static final Ambient<Boolean> ACTIVE = Ambient.create();

  private NoGrad() {}

  /** Runs {@code body} without recording. What it throws is thrown as it is. */
  public static <X extends Throwable> void run(ThrowingRunnable<X> body) throws X {
    ACTIVE.run(true, body);
  }

  /** Runs {@code body} without recording, and returns its result. */
  public static <T extends @Nullable Object, X extends Throwable> T call(
      ThrowingCallable<? extends T, X> body) throws X {
    return ACTIVE.call(true, body);
  }

  /**
   * Runs {@code body} with recording, even inside such a block, and returns its result, like {@code
   * torch.enable_grad()}.
   */
  public static <T extends @Nullable Object, X extends Throwable> T lifted(
      ThrowingCallable<? extends T, X> body) throws X {
    return isActive() ? ACTIVE.call(false, body) : body.call();
  }

  /** Whether this thread is inside such a block. */
  public static boolean isActive() {
    return ACTIVE.isBound() && ACTIVE.get();
  }
}
