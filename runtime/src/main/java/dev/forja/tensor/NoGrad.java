package dev.forja.tensor;

import org.jspecify.annotations.Nullable;

/**
 * A scope in which ops are not recorded for gradients, as {@code torch.no_grad()}. It holds for
 * this thread; other threads inherit nothing.
 */
public final class NoGrad {
  private static final ScopedValue<Boolean> ACTIVE = ScopedValue.newInstance();

  private NoGrad() {}

  /** Runs {@code body} without recording. */
  public static void run(Runnable body) {
    ScopedValue.where(ACTIVE, true).run(body);
  }

  /** Gives what {@code body} gives, computed without recording. */
  public static <T extends @Nullable Object, X extends Throwable> T call(
      ScopedValue.CallableOp<? extends T, X> body) throws X {
    return ScopedValue.where(ACTIVE, true).call(body);
  }

  /** Whether this thread is inside such a scope. */
  public static boolean isActive() {
    return ACTIVE.isBound();
  }
}
