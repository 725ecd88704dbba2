package dev.forja;

import org.jspecify.annotations.Nullable;

/** Observes the result after an entry has run, without changing it. */
@FunctionalInterface
public interface ForwardObserver<
    I extends Invoker, A extends CallArgs, R extends @Nullable Object> {
  /**
   * Called with the arguments that the method received and the result as returned by earlier hooks.
   */
  void after(I self, A args, R result);
}
