package dev.forja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of one entry of one invoker, and the way a watched call runs them. Hooks run in the
 * order of registration.
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
   * How often a hook was added or removed in this process, in whatever place: while this number
   * stays, every list of hooks is as it was.
   */
  public static long changes() {
    return HookRegistry.changes();
  }

  /** The same hooks, with new ones going to {@code placement} instead of the end. */
  public HookRegistrar<I, A, R, HookHandle> at(Placement placement) {
    return new HookRegistrar<>(entry(), hook -> registry.add(hook, placement));
  }

  /** The hooks registered here: those before the method, those after it, those at the end. */
  public List<HookHandle> list() {
    return registry.list();
  }

  /** Removes every hook registered here. */
  public void clear() {
    registry.clear();
  }

  /**
   * Runs {@code body} with every hook that listens to this call on this thread around it. Called by
   * generated code. What {@code body} throws is thrown as it is: the generated method declares it.
   */
  public R watch(A args, Body<A, R> body) {
    return WatchedCall.run(self, entry(), registry.hooks(), args, body);
  }

  /** The marked method of the model, with its checks. */
  @FunctionalInterface
  public interface Body<A extends CallArgs, R extends @Nullable Object> {
    /** Runs the method. */
    R run(A args) throws Throwable;
  }
}
