package dev.forja;

import org.jspecify.annotations.Nullable;

/** How a call ended. */
public sealed interface Outcome<R extends @Nullable Object> {
  /** It returned {@code result}, which is what the caller gets. */
  record Returned<R extends @Nullable Object>(R result) implements Outcome<R> {}

  /** It threw {@code error}, which is what the caller gets. */
  record Threw<R extends @Nullable Object>(Throwable error) implements Outcome<R> {}
}
