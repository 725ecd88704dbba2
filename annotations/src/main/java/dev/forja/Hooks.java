package dev.forja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of one entry of one invoker. Hooks run in the order of registration. Thread-safe; a
 * change takes effect at the next call.
 *
 * @param <I> the invoker
 * @param <A> the args record
 * @param <R> the result, boxed
 */
public final class Hooks<I extends Invoker, A extends CallArgs, R extends @Nullable Object>
    extends HookRegistrar<I, A, R, HookHandle> {
  private final I self;
  private final HookRegistry registry;

  /** Called by generated constructors, once per entry. */
  public Hooks(I self, Entry<I, A, R> entry) {
    this(self, entry, new HookRegistry(self::listened));
  }

  private Hooks(I self, Entry<I, A, R> entry, HookRegistry registry) {
    super(entry, hook -> registry.add(hook, Placement.last()));
    self.has(this);
    this.self = self;
    this.registry = registry;
  }

  /**
   * The number of times that a hook of any kind was added or removed in this process. While this
   * number is unchanged, so are all lists of hooks.
   */
  public static long changes() {
    return HookRegistry.changes();
  }

  /** A registrar that inserts new hooks at {@code placement} instead of at the end. */
  public HookRegistrar<I, A, R, HookHandle> at(Placement placement) {
    return new HookRegistrar<>(entry(), hook -> registry.add(hook, placement));
  }

  /**
   * The hooks registered here: first those before the method, then those after it, then the
   * finally-hooks.
   */
  public List<HookHandle> list() {
    return registry.list();
  }

  /** Removes every hook registered here. */
  public void clear() {
    registry.clear();
  }

  /**
   * Runs {@code body} with all hooks around it that listen to this call on this thread. Called by
   * generated code. Exceptions of {@code body} are passed on unchanged; the generated method
   * declares them.
   */
  public R watch(A args, Body<A, R> body) {
    return WatchedCall.run(self, entry(), registry.hooks(), args, body);
  }

  /**
   * The {@link Forward} method of the model, with its checks. It runs on the thread of the call.
   */
  @FunctionalInterface
  public interface Body<A extends CallArgs, R extends @Nullable Object> {
    /** Runs the method. */
    R run(A args) throws Throwable;
  }
}
