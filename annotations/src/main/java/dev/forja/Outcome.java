package dev.forja;

import org.jspecify.annotations.Nullable;

/** How a call ended. Outcomes are immutable. */
public sealed interface Outcome<R extends @Nullable Object> {
  /** The call returned {@code result} to its caller. Immutable. */
  record Returned<R extends @Nullable Object>(R result) implements Outcome<R> {}

  /** The call threw {@code error} to its caller. Immutable. */
  record Threw<R extends @Nullable Object>(Throwable error) implements Outcome<R> {}
}
