package dev.forja;

/**
 * Runs before an entry and returns the arguments to go on with: {@code args} itself, or a copy such
 * as {@code args.withImages(other)}.
 */
@FunctionalInterface
public interface ForwardPreHook<I extends Invoker, A extends CallArgs> {
  /** The arguments to go on with; never null. */
  A before(I self, A args);
}
