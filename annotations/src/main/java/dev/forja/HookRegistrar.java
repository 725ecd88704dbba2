package dev.forja;

import dev.forja.spi.CallWrapper;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where hooks are added: to one entry of one invoker ({@code model.callHooks()}), to a place among
 * its hooks ({@link Hooks#at}), or to an entry in the whole process ({@link GlobalHooks#on}).
 *
 * @param <I> the invoker
 * @param <A> the args record
 * @param <R> the result, boxed
 */
public class HookRegistrar<I extends Invoker, A extends CallArgs, R extends @Nullable Object> {
  private final Entry<I, A, R> entry;
  private final Function<Registration, HookHandle> registry;

  HookRegistrar(Entry<I, A, R> entry, Function<Registration, HookHandle> registry) {
    this.entry = entry;
    this.registry = registry;
  }

  /** The entry that these hooks stand around. */
  public final Entry<I, A, R> entry() {
    return entry;
  }

  /** Adds a hook that runs before the method and returns the arguments to go on with. */
  public final HookHandle registerForwardPreHook(ForwardPreHook<? super I, A> hook) {
    return registry.apply(Registration.transformPre(entry, hook));
  }

  /** Adds a hook that runs after the method and returns the result to go on with. */
  public final HookHandle registerForwardHook(ForwardHook<? super I, ? super A, R> hook) {
    return registry.apply(Registration.transform(entry, hook));
  }

  /**
   * Adds a hook that {@code wrapper} serves, right around the method. For libraries that stand on
   * this contract; they offer such hooks under names of their own.
   */
  public final <H> HookHandle registerWrapped(CallWrapper<H> wrapper, H hook) {
    return registry.apply(Registration.wrapped(entry, wrapper, hook));
  }

  /** Adds a hook that looks at the arguments before the method runs. */
  public final HookHandle observeForwardPre(ForwardPreObserver<? super I, ? super A> hook) {
    return registry.apply(Registration.observePre(entry, hook));
  }

  /** Adds a hook that looks at the result after the method has run. */
  public final HookHandle observeForward(ForwardObserver<? super I, ? super A, ? super R> hook) {
    return registry.apply(Registration.observe(entry, hook));
  }

  /** Adds a hook that runs when a call ends, however it ends. */
  public final HookHandle registerFinallyHook(FinallyHook<? super I, ? super A, R> hook) {
    return registry.apply(Registration.atEnd(entry, hook));
  }
}
