package dev.forja;

import org.jspecify.annotations.Nullable;

/** Runs after an entry and returns the result to go on with. */
@FunctionalInterface
public interface ForwardHook<I extends Invoker, A extends CallArgs, R extends @Nullable Object> {
  /** The result to go on with; null only where the entry may return null. */
  R after(I self, A args, R result);
}
