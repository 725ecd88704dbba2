package dev.forja;

import org.jspecify.annotations.Nullable;

/**
 * Runs after an entry and returns the result that is used from then on. It runs on the thread of
 * the call; when several threads call, several calls of it run at once.
 */
@FunctionalInterface
public interface ForwardHook<I extends Invoker, A extends CallArgs, R extends @Nullable Object> {
  /** Returns the result to use; null only if the entry may return null. */
  R after(I self, A args, R result);
}
