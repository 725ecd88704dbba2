package dev.forja;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What listens on this thread: the hooks of the open scopes, outermost first, and the call stack.
 */
record CallScope(HookList hooks, @Nullable CallFrame frame) {
  static final ScopedValue<CallScope> CURRENT = ScopedValue.newInstance();
  private static final CallScope OUTSIDE = new CallScope(HookList.EMPTY, null);

  /** The scope of this thread; an empty one where none is open. */
  static CallScope here() {
    return CURRENT.orElse(OUTSIDE);
  }

  CallScope enter(Invoker invoker, Entry<?, ?, ?> entry) {
    return new CallScope(hooks, CallFrame.under(frame, invoker, entry));
  }

  /** Opens this scope around {@code body}: calls on this thread are watched until it ends. */
  <T extends @Nullable Object> T open(Callable<T> body) {
    Listening.changed(true);
    try {
      return within(this, body);
    } finally {
      Listening.changed(false);
    }
  }

  static <T extends @Nullable Object> T within(CallScope scope, Callable<T> body) {
    try {
      return ScopedValue.where(CURRENT, scope).call(body::call);
    } catch (Throwable error) {
      throw Unchecked.<RuntimeException>rethrow(error);
    }
  }
}
