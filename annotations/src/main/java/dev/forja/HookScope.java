package dev.forja;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hooks for a limited piece of code. They hear the calls made inside {@link #run} on the same
 * thread, and those of tasks wrapped with {@link Calls#carry}, but no others in the process.
 *
 * <pre>{@code
 * HookScope.on(Linear.CALL)
 *     .observeForward((self, args, result) -> log(self.path(), result.shape()))
 *     .run(() -> model.call(images));
 * }</pre>
 *
 * <p>A scope is immutable and therefore thread-safe; it can be opened any number of times.
 */
public final class HookScope {
  private final HookList hooks;
  private final List<CallScope.Binding<?>> bindings;

  private HookScope(HookList hooks, List<CallScope.Binding<?>> bindings) {
    this.hooks = hooks;
    this.bindings = bindings;
  }

  /**
   * A registrar for the hooks of an entry, as on an invoker; each of its methods returns a scope
   * with that hook. {@link #and} combines several scopes.
   */
  public static <I extends Invoker, A extends CallArgs, R extends @Nullable Object>
      HookRegistrar<I, A, R, HookScope> on(Entry<I, A, R> entry) {
    return new HookRegistrar<>(
        entry, hook -> new HookScope(HookList.EMPTY.with(hook, Placement.last()), List.of()));
  }

  /**
   * A scope with all the hooks that {@code hooks} registers. Their handles have no effect, because
   * the hooks end with the scope.
   */
  public static <I extends Invoker, A extends CallArgs, R extends @Nullable Object> HookScope of(
      Entry<I, A, R> entry, Consumer<? super HookRegistrar<I, A, R, HookHandle>> hooks) {
    List<Registration> registered = new ArrayList<>();
    hooks.accept(
        new HookRegistrar<>(
            entry,
            hook -> {
              registered.add(hook);
              return hook;
            }));
    HookList all = HookList.EMPTY;
    for (Registration hook : registered) {
      all = all.with(hook, Placement.last());
    }
    return new HookScope(all, List.of());
  }

  /** A scope without hooks; it only makes calls record their paths. */
  public static HookScope empty() {
    return new HookScope(HookList.EMPTY, List.of());
  }

  /**
   * A scope in which a scoped value is bound, also in tasks wrapped with {@link Calls#carry}, which
   * do not inherit other bindings.
   */
  public static <T> HookScope binding(ScopedValue<T> key, T value) {
    return new HookScope(HookList.EMPTY, List.of(new CallScope.Binding<>(key, value)));
  }

  /** The hooks of the scopes that are open on this thread, outermost scope first. */
  public static List<HookHandle> active() {
    return List.copyOf(CallScope.here().hooks().all());
  }

  /** Combines this scope with another; the hooks of this scope run first. */
  public HookScope and(HookScope other) {
    List<CallScope.Binding<?>> both = new ArrayList<>(bindings);
    both.addAll(other.bindings);
    return new HookScope(hooks.and(other.hooks), List.copyOf(both));
  }

  /**
   * Runs the body inside this scope, and inside those already open on this thread. Exceptions of
   * the body are passed on unchanged.
   */
  public <X extends Throwable> void run(ThrowingRunnable<X> body) throws X {
    this.<Boolean, X>call(
        () -> {
          body.run();
          return true;
        });
  }

  /**
   * Runs the body inside this scope and returns its result. Exceptions of the body are passed on
   * unchanged.
   */
  public <T extends @Nullable Object, X extends Throwable> T call(
      ThrowingCallable<? extends T, X> body) throws X {
    return CallScope.here().with(hooks, bindings).open(body::call);
  }
}
