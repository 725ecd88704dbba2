package dev.forja;

/**
 * Observes the arguments before an entry runs, without changing them. It runs on the thread of the
 * call; when several threads call, several calls of it run at once.
 */
@FunctionalInterface
public interface ForwardPreObserver<I extends Invoker, A extends CallArgs> {
  /** Called with the arguments as returned by earlier hooks. */
  void before(I self, A args);
}
