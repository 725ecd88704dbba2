package dev.forja;

/**
 * The body of a block, such as {@code NoGrad.run} or {@link HookScope#run}, that returns no result.
 * A block throws the exceptions of its body with their own types, so a body without checked
 * exceptions needs no {@code catch}.
 *
 * <p>The body runs on the thread that opens the block; its thread-safety is up to the user.
 *
 * @param <X> the exception that the body may throw
 */
@FunctionalInterface
public interface ThrowingRunnable<X extends Throwable> {
  /** Runs the body. */
  void run() throws X;
}
