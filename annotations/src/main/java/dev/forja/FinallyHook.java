package dev.forja;

import org.jspecify.annotations.Nullable;

/**
 * Runs when a call ends, however it ends. It runs for every {@link Throwable}, whether the method
 * threw it or another hook did. What it throws itself is added to the original as suppressed, or is
 * thrown where there was none.
 */
@FunctionalInterface
public interface FinallyHook<I extends Invoker, A extends CallArgs, R extends @Nullable Object> {
  /** Called with the arguments as far as they were known, and how the call ended. */
  void ended(I self, A args, Outcome<R> outcome);
}
