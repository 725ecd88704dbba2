package dev.forja;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One call with hooks around it, in the order of {@code _call_impl}: pre-hooks (process-wide, then
 * scoped ones from the outermost scope on, then the module's own), wrappers, the method, hooks in
 * the same order, and finally the finally-hooks, inner before outer.
 */
final class WatchedCall {
  private WatchedCall() {}

  static <A extends CallArgs, R extends @Nullable Object> R run(
      Invoker self, Entry<?, A, R> entry, HookList own, A args, Hooks.Body<A, R> body) {
    if (CallRecorder.isRecording()) {
      return CallRecorder.record(self, entry, args, () -> listened(self, entry, own, args, body));
    }
    return Listening.hooksHere()
        ? listened(self, entry, own, args, body)
        : around(self, entry, own, args, body);
  }

  private static <A extends CallArgs, R extends @Nullable Object> R listened(
      Invoker self, Entry<?, A, R> entry, HookList own, A args, Hooks.Body<A, R> body) {
    HookList process = GlobalHooks.hooks().covering(entry);
    if (!CallScope.CURRENT.isBound()) {
      return around(self, entry, process.and(own), args, body);
    }
    CallScope scope = CallScope.CURRENT.get();
    HookList all = process.and(scope.hooks().covering(entry)).and(own);
    CallScope entered = scope.enter(self, entry);
    return CallScope.within(
        entered, () -> around(self, entry, all, args, marked(entered.stage(), body)));
  }

  /** Wraps the method so that the stage of its frame says whether it or a hook is running. */
  private static <A extends CallArgs, R extends @Nullable Object> Hooks.Body<A, R> marked(
      CallScope.Stage stage, Hooks.Body<A, R> body) {
    return args -> {
      stage.enterMethod(true);
      try {
        return body.run(args);
      } finally {
        stage.enterMethod(false);
      }
    };
  }

  private static <A extends CallArgs, R extends @Nullable Object> R around(
      Invoker self, Entry<?, A, R> entry, HookList hooks, A given, Hooks.Body<A, R> body) {
    CallArgs args = given;
    R result;
    try {
      for (Registration hook : hooks.pre()) {
        args = hook.before(self, args);
      }
      Wrappings wrappings = Wrappings.begin(self, entry, hooks.wrap());
      args = wrappings.args(args);
      result = body.run(Unchecked.cast(args));
      for (Registration hook : hooks.post()) {
        result = Unchecked.cast(hook.after(self, entry, args, result));
      }
      result = Unchecked.cast(wrappings.result(result));
    } catch (Throwable error) {
      end(self, hooks, args, new Outcome.Threw<>(error), error);
      throw Unchecked.<RuntimeException>rethrow(error);
    }
    if (hooks.last().length > 0) {
      Throwable error = end(self, hooks, args, new Outcome.Returned<>(result), null);
      if (error != null) {
        throw Unchecked.<RuntimeException>rethrow(error);
      }
    }
    return result;
  }

  /** Runs all finally-hooks; returns the error to throw, if any. */
  private static @Nullable Throwable end(
      Invoker self,
      HookList hooks,
      CallArgs args,
      Outcome<@Nullable Object> outcome,
      @Nullable Throwable original) {
    Throwable first = original;
    for (Registration hook : Arrays.asList(hooks.last()).reversed()) {
      try {
        hook.ended(self, args, outcome);
      } catch (Throwable error) {
        if (first == null) {
          first = error;
        } else if (first != error) {
          first.addSuppressed(error);
        }
      }
    }
    return first;
  }
}
