package dev.forja;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What listens on this thread: the hooks of the open scopes, outermost first, and the call stack.
 *
 * @param bindings scoped values that tasks take with them, outermost first
 * @param stage where the innermost call stands
 */
record CallScope(
    HookList hooks, List<Binding<?>> bindings, @Nullable CallFrame frame, Stage stage) {
  static final ScopedValue<CallScope> CURRENT = ScopedValue.newInstance();
  private static final CallScope OUTSIDE =
      new CallScope(HookList.EMPTY, List.of(), null, new Stage(true));

  /** A scoped value and what it is bound to. */
  record Binding<T>(ScopedValue<T> key, T value) {
    ScopedValue.Carrier in(ScopedValue.Carrier carrier) {
      return carrier.where(key, value);
    }
  }

  /** Whether the method of a call is running, or the hooks around it. Used by one thread. */
  static final class Stage {
    private boolean method;

    Stage(boolean method) {
      this.method = method;
    }

    void enterMethod(boolean now) {
      method = now;
    }
  }

  /** The scope of this thread; an empty one where none is open. */
  static CallScope here() {
    return CURRENT.orElse(OUTSIDE);
  }

  /** This scope with more hooks and bindings, inside of it. */
  CallScope with(HookList moreHooks, List<Binding<?>> moreBindings) {
    List<Binding<?>> all = new ArrayList<>(bindings);
    all.addAll(moreBindings);
    return new CallScope(hooks.and(moreHooks), List.copyOf(all), frame, stage);
  }

  CallScope enter(Invoker invoker, Entry<?, ?, ?> entry) {
    CallFrame called = CallFrame.under(frame, invoker, entry, inHook());
    return new CallScope(hooks, bindings, called, new Stage(false));
  }

  /** This scope for a task: where it stands does not change while its caller goes on. */
  CallScope carried() {
    return new CallScope(hooks, bindings, frame, new Stage(stage.method));
  }

  /** Whether what runs now is a hook, or was called by one. */
  boolean inHook() {
    return frame != null && (frame.byHook() || !stage.method);
  }

  /** Opens this scope around {@code body}: calls on this thread are watched until it ends. */
  <T extends @Nullable Object, X extends Throwable> T open(
      ScopedValue.CallableOp<? extends T, X> body) throws X {
    Listening.changed(true);
    try {
      ScopedValue.Carrier carrier = ScopedValue.where(CURRENT, this);
      for (Binding<?> binding : bindings) {
        carrier = binding.in(carrier);
      }
      return carrier.call(body);
    } finally {
      Listening.changed(false);
    }
  }

  static <T extends @Nullable Object, X extends Throwable> T within(
      CallScope scope, ScopedValue.CallableOp<? extends T, X> body) throws X {
    return ScopedValue.where(CURRENT, scope).call(body);
  }
}
