package dev.forja;

import org.jspecify.annotations.Nullable;

/**
 * The body of a block, such as {@code NoGrad.call} or {@link HookScope#call}, that gives a result.
 * A block throws what its body throws, in its own type: a checked exception stays one, and a body
 * that throws none needs no {@code catch}.
 *
 * <p>The thread that opens the block runs it; whether several threads may run one body is up to the
 * body.
 *
 * @param <T> the result
 * @param <X> what the body may throw
 */
@FunctionalInterface
public interface ThrowingCallable<T extends @Nullable Object, X extends Throwable> {
  /** Runs the body and returns its result. */
  T call() throws X;
}
