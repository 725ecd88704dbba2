package dev.forja;

/**
 * The body of a block, such as {@code NoGrad.run} or {@link HookScope#run}, that gives no result. A
 * block throws what its body throws, in its own type: a checked exception stays one, and a body
 * that throws none needs no {@code catch}.
 *
 * <p>The thread that opens the block runs it; whether several threads may run one body is up to the
 * body.
 *
 * @param <X> what the body may throw
 */
@FunctionalInterface
public interface ThrowingRunnable<X extends Throwable> {
  /** Runs the body. */
  void run() throws X;
}
