package dev.forja;

/**
 * Runs before an entry and returns the arguments to use: {@code args} itself, or a copy such as
 * {@code args.withImages(other)}. It runs on the thread of the call; when several threads call,
 * several calls of it run at once.
 */
@FunctionalInterface
public interface ForwardPreHook<I extends Invoker, A extends CallArgs> {
  /** Returns the arguments to use; never null. */
  A before(I self, A args);
}
