package dev.forja;

import dev.forja.spi.Ambient;
import dev.forja.spi.ShapeRule;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Information about the current call, and methods that let tasks on other threads take part in it.
 */
public final class Calls {
  private Calls() {}

  /**
   * The innermost call that is running on this thread; empty unless a scope is open on the thread.
   */
  public static Optional<CallFrame> current() {
    return Optional.ofNullable(CallScope.here().frame());
  }

  /**
   * Whether the current code is a hook, or was called by one, rather than by the method of the
   * current call. Known only while a scope is open.
   */
  public static boolean inHook() {
    return CallScope.here().inHook();
  }

  /**
   * Wraps a task so that it runs, on any thread, with the scoped state of the current thread: open
   * hook scopes, traces and profiles, the current call, and the {@link dev.forja.spi.Ambient} state
   * of libraries, such as no-grad blocks, the random generator in use, replaced parameters and
   * skipped initialisation. Plain threads and executors do not inherit this state; the forks of a
   * {@code StructuredTaskScope} that was opened inside such a block inherit all of it from the JDK.
   * State that belongs to one thread, such as a {@code Workspace}, is neither carried nor
   * inherited.
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

  /** As {@link #carry(Runnable)}, for a task with a result. */
  @ShapeRule("same($0)")
  public static <T extends @Nullable Object> Callable<T> carry(Callable<T> task) {
    Surroundings here = Surroundings.here();
    return () -> here.<T, Exception>call(task::call);
  }

  /** As {@link #carry(Runnable)}, for a task that runs for many numbers. */
  public static IntConsumer carry(IntConsumer task) {
    Surroundings here = Surroundings.here();
    return index ->
        here.call(
            () -> {
              task.accept(index);
              return true;
            });
  }

  /** The scoped state of a thread: the open hook scopes, and the ambient state of libraries. */
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
