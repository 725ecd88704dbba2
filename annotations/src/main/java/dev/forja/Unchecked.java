package dev.forja;

import org.jspecify.annotations.Nullable;

/** The one place with unchecked casts of the types of hooks, which their entry guarantees. */
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
