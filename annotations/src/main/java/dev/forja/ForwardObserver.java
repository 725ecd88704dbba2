package dev.forja;

import org.jspecify.annotations.Nullable;

/** Looks at the result after an entry has run, and changes nothing. */
@FunctionalInterface
public interface ForwardObserver<
    I extends Invoker, A extends CallArgs, R extends @Nullable Object> {
  /** Called with the arguments the method ran with and the result as earlier hooks left it. */
  void after(I self, A args, R result);
}
