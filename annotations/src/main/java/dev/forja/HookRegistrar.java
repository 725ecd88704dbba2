package dev.forja;

import dev.forja.spi.CallWrapper;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Adds hooks to one entry, with the same methods for all three ranges: the entry of one invoker
 * ({@code model.callHooks()}, or a position among its hooks with {@link Hooks#at}), the entry
 * within a piece of code ({@link HookScope#on}), and the entry in the whole process ({@link
 * GlobalHooks#on}).
 *
 * <p>Thread-safe; a hook takes effect at the next call.
 *
 * @param <I> the invoker
 * @param <A> the args record
 * @param <R> the result, boxed
 * @param <H> the type that adding a hook returns: a {@link HookHandle} that removes it, or a {@link
 *     HookScope} in which it listens
 */
public class HookRegistrar<I extends Invoker, A extends CallArgs, R extends @Nullable Object, H> {
  private final Entry<I, A, R> entry;
  private final Function<Registration, H> registry;

  HookRegistrar(Entry<I, A, R> entry, Function<Registration, H> registry) {
    this.entry = entry;
    this.registry = registry;
  }

  /** The entry that these hooks belong to. */
  public final Entry<I, A, R> entry() {
    return entry;
  }

  /** Adds a hook that runs before the method and returns the arguments to use. */
  public final H registerForwardPreHook(ForwardPreHook<? super I, A> hook) {
    return registry.apply(Registration.transformPre(entry, hook));
  }

  /** Adds a hook that runs after the method and returns the result to use. */
  public final H registerForwardHook(ForwardHook<? super I, ? super A, R> hook) {
    return registry.apply(Registration.transform(entry, hook));
  }

  /**
   * Adds a hook that is run by {@code wrapper}, directly around the method. Intended for libraries
   * that build on this contract and offer such hooks under their own names.
   */
  public final <W> H registerWrapped(CallWrapper<W> wrapper, W hook) {
    return registry.apply(Registration.wrapped(entry, wrapper, hook));
  }

  /** Adds a hook that observes the arguments before the method runs. */
  public final H observeForwardPre(ForwardPreObserver<? super I, ? super A> hook) {
    return registry.apply(Registration.observePre(entry, hook));
  }

  /** Adds a hook that observes the result after the method has run. */
  public final H observeForward(ForwardObserver<? super I, ? super A, ? super R> hook) {
    return registry.apply(Registration.observe(entry, hook));
  }

  /** Adds a hook that runs when a call ends, normally or with an exception. */
  public final H registerFinallyHook(FinallyHook<? super I, ? super A, R> hook) {
    return registry.apply(Registration.atEnd(entry, hook));
  }
}
