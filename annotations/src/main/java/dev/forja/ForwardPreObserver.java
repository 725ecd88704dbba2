package dev.forja;

/** Looks at the arguments before an entry runs, and changes nothing. */
@FunctionalInterface
public interface ForwardPreObserver<I extends Invoker, A extends CallArgs> {
  /** Called with the arguments as the hooks before this one left them. */
  void before(I self, A args);
}
