package dev.forja;

import dev.forja.spi.Ambient;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
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
   * A task that runs, on whatever thread, under all that holds for a stretch of code here and now:
   * open hook scopes, traces and profiles, the call under way, and the {@link
   * dev.forja.spi.Ambient} state of libraries, such as no-grad blocks, the random generator in use,
   * replaced parameters and skipped initialisation. Plain threads and executors inherit nothing by
   * themselves; the forks of a {@code StructuredTaskScope} that was opened inside such a block
   * inherit all of it from the JDK. What belongs to one thread, as a {@code Workspace}, is neither
   * carried nor inherited.
   */
  public static Runnable carry(Runnable task) {
    Surroundings here = Surroundings.here();
    return () ->
        here.call(
            () -> {
              task.run();
              return true;
            });
  }

  /** The same for a task with a result. */
  public static <T extends @Nullable Object> Callable<T> carry(Callable<T> task) {
    Surroundings here = Surroundings.here();
    return () -> here.<T, Exception>call(task::call);
  }

  /** The same for a task that is run for many numbers. */
  public static IntConsumer carry(IntConsumer task) {
    Surroundings here = Surroundings.here();
    return index ->
        here.call(
            () -> {
              task.accept(index);
              return true;
            });
  }

  /** What holds on a thread: the open hook scopes, and the ambient state of libraries. */
  private record Surroundings(@Nullable CallScope scope, ScopedValue.@Nullable Carrier bindings) {
    static Surroundings here() {
      CallScope scope = CallScope.CURRENT.isBound() ? CallScope.CURRENT.get().carried() : null;
      return new Surroundings(scope, Ambient.bindings());
    }

    <T extends @Nullable Object, X extends Throwable> T call(
        ScopedValue.CallableOp<? extends T, X> body) throws X {
      CallScope open = scope;
      return open == null ? bound(body) : open.<T, X>open(() -> bound(body));
    }

    private <T extends @Nullable Object, X extends Throwable> T bound(
        ScopedValue.CallableOp<? extends T, X> body) throws X {
      ScopedValue.Carrier carrier = bindings;
      return carrier == null ? body.call() : carrier.call(body);
    }
  }
}
