package dev.forja;

import org.jspecify.annotations.Nullable;

/**
 * Observes the result after an entry has run, without changing it. It runs on the thread of the
 * call; when several threads call, several calls of it run at once.
 */
@FunctionalInterface
public interface ForwardObserver<
    I extends Invoker, A extends CallArgs, R extends @Nullable Object> {
  /**
   * Called with the arguments that the method received and the result as returned by earlier hooks.
   */
  void after(I self, A args, R result);
}
