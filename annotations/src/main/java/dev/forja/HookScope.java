package dev.forja;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hooks for a stretch of code: they hear the calls that {@link #run} makes on its thread, and on
 * others through {@link Calls#carry}, and nothing else in the process hears or pays for them beyond
 * a thread-local look.
 *
 * <pre>{@code
 * HookScope.observe(Linear.CALL, (self, args, result) -> log(self.path(), result.shape()))
 *     .run(() -> model.call(images));
 * }</pre>
 */
public final class HookScope {
  private final HookList hooks;
  private final List<CallScope.Binding<?>> bindings;

  private HookScope(HookList hooks, List<CallScope.Binding<?>> bindings) {
    this.hooks = hooks;
    this.bindings = bindings;
  }

  private static HookScope of(Registration hook) {
    return new HookScope(HookList.EMPTY.with(hook, Placement.last()), List.of());
  }

  /**
   * A scope with the hooks that {@code hooks} registers: any kind, those of libraries included.
   * Their handles have no effect; the scope ends them.
   */
  public static <I extends Invoker, A extends CallArgs, R extends @Nullable Object> HookScope with(
      Entry<I, A, R> entry, Consumer<? super HookRegistrar<I, A, R>> hooks) {
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

  /** A scope without hooks: calls in it know the path they took. */
  public static HookScope empty() {
    return new HookScope(HookList.EMPTY, List.of());
  }

  /**
   * A scope in which a scoped value is bound: on this thread, and in tasks wrapped by {@link
   * Calls#carry} too, which other bindings do not reach.
   */
  public static <T> HookScope binding(ScopedValue<T> key, T value) {
    return new HookScope(HookList.EMPTY, List.of(new CallScope.Binding<>(key, value)));
  }

  /** The hooks of the scopes that are open on this thread, those of the outermost first. */
  public static List<HookHandle> active() {
    return List.copyOf(CallScope.here().hooks().all());
  }

  /** A scope whose hook runs before the method and returns the arguments to go on with. */
  public static <I extends Invoker, A extends CallArgs> HookScope transformPre(
      Entry<I, A, ?> entry, ForwardPreHook<? super I, A> hook) {
    return of(Registration.transformPre(entry, hook));
  }

  /** A scope whose hook runs after the method and returns the result to go on with. */
  public static <I extends Invoker, A extends CallArgs, R extends @Nullable Object>
      HookScope transform(Entry<I, A, R> entry, ForwardHook<? super I, ? super A, R> hook) {
    return of(Registration.transform(entry, hook));
  }

  /** A scope whose hook looks at the arguments before the method runs. */
  public static <I extends Invoker, A extends CallArgs> HookScope observePre(
      Entry<I, A, ?> entry, ForwardPreObserver<? super I, ? super A> hook) {
    return of(Registration.observePre(entry, hook));
  }

  /** A scope whose hook looks at the result after the method has run. */
  public static <I extends Invoker, A extends CallArgs, R extends @Nullable Object>
      HookScope observe(
          Entry<I, A, R> entry, ForwardObserver<? super I, ? super A, ? super R> hook) {
    return of(Registration.observe(entry, hook));
  }

  /** A scope whose hook runs when a call ends, however it ends. */
  public static <I extends Invoker, A extends CallArgs, R extends @Nullable Object> HookScope atEnd(
      Entry<I, A, R> entry, FinallyHook<? super I, ? super A, R> hook) {
    return of(Registration.atEnd(entry, hook));
  }

  /** This scope and another as one; this one's hooks run first. */
  public HookScope and(HookScope other) {
    List<CallScope.Binding<?>> both = new ArrayList<>(bindings);
    both.addAll(other.bindings);
    return new HookScope(hooks.and(other.hooks), List.copyOf(both));
  }

  /** Runs the body inside this scope, and inside those already open on this thread. */
  public void run(Runnable body) {
    scope()
        .open(
            () -> {
              body.run();
              return true;
            });
  }

  /** Runs the body inside this scope and returns its result. */
  public <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
    return scope().open(body);
  }

  private CallScope scope() {
    return CallScope.here().with(hooks, bindings);
  }
}
