package dev.forja;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The listeners on this thread: the hooks of the open scopes, outermost first, and the call stack.
 *
 * @param bindings the scoped values that tasks inherit, outermost first
 * @param stage the stage of the innermost call
 */
record CallScope(
    HookList hooks, List<Binding<?>> bindings, @Nullable CallFrame frame, Stage stage) {
  static final ScopedValue<CallScope> CURRENT = ScopedValue.newInstance();
  private static final CallScope OUTSIDE =
      new CallScope(HookList.EMPTY, List.of(), null, new Stage(true));

  /** A scoped value and the value that it is bound to. */
  record Binding<T>(ScopedValue<T> key, T value) {
    ScopedValue.Carrier in(ScopedValue.Carrier carrier) {
      return carrier.where(key, value);
    }
  }

  /** Whether the method of a call is running, or the hooks around it. Confined to one thread. */
  static final class Stage {
    private boolean method;

    Stage(boolean method) {
      this.method = method;
    }

    void enterMethod(boolean now) {
      method = now;
    }
  }

  /** The scope of this thread; an empty one if none is open. */
  static CallScope here() {
    return CURRENT.orElse(OUTSIDE);
  }

  /** A scope nested in this one, with more hooks and bindings. */
  CallScope with(HookList moreHooks, List<Binding<?>> moreBindings) {
    List<Binding<?>> all = new ArrayList<>(bindings);
    all.addAll(moreBindings);
    return new CallScope(hooks.and(moreHooks), List.copyOf(all), frame, stage);
  }

  CallScope enter(Invoker invoker, Entry<?, ?, ?> entry) {
    CallFrame called = CallFrame.under(frame, invoker, entry, inHook());
    return new CallScope(hooks, bindings, called, new Stage(false));
  }

  /** A copy of this scope for a task, whose stage does not change while the caller continues. */
  CallScope carried() {
    return new CallScope(hooks, bindings, frame, new Stage(stage.method));
  }

  /** Whether the current code is a hook or was called by one. */
  boolean inHook() {
    return frame != null && (frame.byHook() || !stage.method);
  }

  /** Runs {@code body} in this scope, whose hooks hear the calls on this thread meanwhile. */
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
