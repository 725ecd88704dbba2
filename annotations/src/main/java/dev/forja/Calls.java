package dev.forja;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The calls of this thread: which one is under way, and how tasks on other threads take part. */
public final class Calls {
  private Calls() {}

  /** The innermost call under way on this thread, while a scope is open on it. */
  public static Optional<CallFrame> current() {
    return Optional.ofNullable(CallScope.here().frame());
  }

  /**
   * Whether what runs on this thread is a hook, or was called by one, and not the method of the
   * call that is under way. Known while a scope is open.
   */
  public static boolean inHook() {
    return CallScope.here().inHook();
  }

  /**
   * A task that runs, on whatever thread, under the scopes that are open here and now. Threads and
   * executors inherit nothing by themselves.
   */
  public static Runnable carry(Runnable task) {
    Callable<@Nullable Object> carried =
        carry(
            () -> {
              task.run();
              return null;
            });
    return () -> {
      try {
        carried.call();
      } catch (Exception error) {
        throw Unchecked.<RuntimeException>rethrow(error);
      }
    };
  }

  /** The same for a task with a result. */
  public static <T extends @Nullable Object> Callable<T> carry(Callable<T> task) {
    if (!CallScope.CURRENT.isBound()) {
      return task;
    }
    CallScope scope = CallScope.CURRENT.get().carried();
    return () -> scope.open(task);
  }
}
