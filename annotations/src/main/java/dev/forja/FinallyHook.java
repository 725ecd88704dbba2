package dev.forja;

import org.jspecify.annotations.Nullable;

/**
 * Runs when a call ends, normally or with any {@link Throwable}, whether the method threw it or
 * another hook did. An exception of the hook itself is added to the original one as suppressed, or
 * is thrown if there was none.
 *
 * <p>It runs on the thread of the call; when several threads call, several calls of it run at once.
 */
@FunctionalInterface
public interface FinallyHook<I extends Invoker, A extends CallArgs, R extends @Nullable Object> {
  /** Called with the last known arguments, and with the outcome of the call. */
  void ended(I self, A args, Outcome<R> outcome);
}
