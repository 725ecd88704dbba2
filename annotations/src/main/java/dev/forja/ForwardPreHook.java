package dev.forja;

/**
 * Runs before an entry and returns the arguments to use: {@code args} itself, or a copy such as
 * {@code args.withImages(other)}.
 */
@FunctionalInterface
public interface ForwardPreHook<I extends Invoker, A extends CallArgs> {
  /** Returns the arguments to use; never null. */
  A before(I self, A args);
}
