package dev.forja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hooks of the whole process: each hears the calls of one entry in every module, or with {@link
 * Entry#any()} all calls. They run before scoped hooks and before the module's own. While one is
 * registered no call is quiet; for a limited stretch of code a {@link HookScope} is the better
 * tool.
 */
public final class GlobalHooks {
  private static final HookRegistry REGISTRY =
      new HookRegistry() {
        @Override
        void listening(boolean now) {
          if (now) {
            Listening.begin();
          } else {
            Listening.end();
          }
        }
      };

  private GlobalHooks() {}

  static HookList hooks() {
    return REGISTRY.hooks();
  }

  /** Adds a hook that runs before the method and returns the arguments to go on with. */
  public static <I extends Invoker, A extends CallArgs> HookHandle registerForwardPreHook(
      Entry<I, A, ?> entry, ForwardPreHook<? super I, A> hook) {
    return REGISTRY.add(Registration.transformPre(entry, hook));
  }

  /** Adds a hook that runs after the method and returns the result to go on with. */
  public static <I extends Invoker, A extends CallArgs, R extends @Nullable Object>
      HookHandle registerForwardHook(
          Entry<I, A, R> entry, ForwardHook<? super I, ? super A, R> hook) {
    return REGISTRY.add(Registration.transform(entry, hook));
  }

  /** Adds a hook that looks at the arguments before the method runs. */
  public static <I extends Invoker, A extends CallArgs> HookHandle observeForwardPre(
      Entry<I, A, ?> entry, ForwardPreObserver<? super I, ? super A> hook) {
    return REGISTRY.add(Registration.observePre(entry, hook));
  }

  /** Adds a hook that looks at the result after the method has run. */
  public static <I extends Invoker, A extends CallArgs, R extends @Nullable Object>
      HookHandle observeForward(
          Entry<I, A, R> entry, ForwardObserver<? super I, ? super A, ? super R> hook) {
    return REGISTRY.add(Registration.observe(entry, hook));
  }

  /** Adds a hook that runs when a call ends, however it ends. */
  public static <I extends Invoker, A extends CallArgs, R extends @Nullable Object>
      HookHandle registerFinallyHook(
          Entry<I, A, R> entry, FinallyHook<? super I, ? super A, R> hook) {
    return REGISTRY.add(Registration.atEnd(entry, hook));
  }

  /** The hooks registered for the process. */
  public static List<HookHandle> list() {
    return REGISTRY.list();
  }

  /** Removes every hook of the process. */
  public static void clear() {
    REGISTRY.clear();
  }
}
