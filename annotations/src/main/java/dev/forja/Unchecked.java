package dev.forja;

import org.jspecify.annotations.Nullable;

/** The one place where a hook's types are taken on trust: its entry has vouched for them. */
final class Unchecked {
  private Unchecked() {}

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
  static <T extends @Nullable Object> T cast(@Nullable Object value) {
    return (T) value;
  }

  /** Throws any throwable as it is; the return type lets callers write {@code throw}. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <X extends Throwable> RuntimeException rethrow(Throwable error) throws X {
    throw (X) error;
  }
}
