package dev.forja;

import org.jspecify.annotations.Nullable;

/**
 * The hooks of one entry of one invoker, and the road that a watched call takes through them. Hooks
 * run in the order of registration.
 *
 * @param <I> the invoker
 * @param <A> the args record
 * @param <R> the result, boxed
 */
public final class Hooks<I extends Invoker, A extends CallArgs, R extends @Nullable Object>
    extends HookRegistry {
  private final I self;
  private final Entry<I, A, R> entry;

  /** Called by generated constructors, once per entry. */
  public Hooks(I self, Entry<I, A, R> entry) {
    this.self = self;
    this.entry = entry;
  }

  /** The entry that these hooks stand around. */
  public Entry<I, A, R> entry() {
    return entry;
  }

  /** Adds a hook that runs before the method and returns the arguments to go on with. */
  public HookHandle registerForwardPreHook(ForwardPreHook<? super I, A> hook) {
    return add(Registration.transformPre(entry, hook));
  }

  /** Adds a hook that runs after the method and returns the result to go on with. */
  public HookHandle registerForwardHook(ForwardHook<? super I, ? super A, R> hook) {
    return add(Registration.transform(entry, hook));
  }

  /** Adds a hook that looks at the arguments before the method runs. */
  public HookHandle observeForwardPre(ForwardPreObserver<? super I, ? super A> hook) {
    return add(Registration.observePre(entry, hook));
  }

  /** Adds a hook that looks at the result after the method has run. */
  public HookHandle observeForward(ForwardObserver<? super I, ? super A, ? super R> hook) {
    return add(Registration.observe(entry, hook));
  }

  /** Adds a hook that runs when a call ends, however it ends. */
  public HookHandle registerFinallyHook(FinallyHook<? super I, ? super A, R> hook) {
    return add(Registration.atEnd(entry, hook));
  }

  /**
   * Runs {@code body} with every hook that listens to this call on this thread around it. Called by
   * generated code. What {@code body} throws is thrown as it is: the generated method declares it.
   */
  public R watch(A args, Body<A, R> body) {
    return WatchedCall.run(self, entry, hooks(), args, body);
  }

  @Override
  void listening(boolean now) {
    self.listened(now);
  }

  /** The marked method of the model, with its checks. */
  @FunctionalInterface
  public interface Body<A extends CallArgs, R extends @Nullable Object> {
    /** Runs the method. */
    R run(A args) throws Throwable;
  }
}
