package dev.forja;

import org.jspecify.annotations.Nullable;

/**
 * The body of a block, such as {@code NoGrad.call} or {@link HookScope#call}, that returns a
 * result. A block throws the exceptions of its body with their own types, so a body without checked
 * exceptions needs no {@code catch}.
 *
 * <p>The body runs on the thread that opens the block; its thread-safety is up to the user.
 *
 * @param <T> the type of the result
 * @param <X> the exception that the body may throw
 */
@FunctionalInterface
public interface ThrowingCallable<T extends @Nullable Object, X extends Throwable> {
  /** Runs the body and returns its result. */
  T call() throws X;
}
