package dev.forja;

import org.jspecify.annotations.Nullable;

/**
 * The only unchecked casts of hooks; their types were checked against the entry at registration.
 */
final class Unchecked {
  private Unchecked() {}

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
  static <T extends @Nullable Object> T cast(@Nullable Object value) {
    return (T) value;
  }

  /** Throws any throwable unchanged; the return type lets callers write {@code throw}. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <X extends Throwable> RuntimeException rethrow(Throwable error) throws X {
    throw (X) error;
  }
}
