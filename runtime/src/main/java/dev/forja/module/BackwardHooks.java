package dev.forja.module;

import dev.forja.Entry;
import dev.forja.HookRegistrar;
import dev.forja.Invoker;

/**
 * Registers hooks on gradients for an entry of one module, at a position among its hooks, in a
 * scope, or for the process, depending on the argument of {@link #on}. The hooks receive the
 * gradients of every tensor in the arguments and the result, including nested ones.
 *
 * <pre>{@code
 * BackwardHooks.on(model.encodeHooks()).observeFullBackward((self, gradIn, gradOut) -> ...);
 * BackwardHooks.on(GlobalHooks.on(Linear.CALL)).observeFullBackward(...);
 * BackwardHooks.on(HookScope.on(Linear.CALL)).observeFullBackward(...).run(body);
 * }</pre>
 *
 * <p>Hooks do not run for calls inside {@code NoGrad}, nor for calls whose result depends on no
 * tensor that requires gradients. Thread-safe.
 *
 * <p>Any thread may add hooks at any time.
 *
 * @param <I> the invoker
 * @param <H> the type that adding a hook returns: a handle, or a scope
 */
public final class BackwardHooks<I extends Invoker, H> {
  private final HookRegistrar<I, ?, ?, H> registrar;

  private BackwardHooks(HookRegistrar<I, ?, ?, H> registrar) {
    this.registrar = registrar;
  }

  /**
   * The registrar of backward hooks for the same entry and range as {@code registrar}.
   *
   * @throws IllegalArgumentException if tensors in the arguments or the result of the entry cannot
   *     be reached, with the reason
   */
  public static <I extends Invoker, H> BackwardHooks<I, H> on(HookRegistrar<I, ?, ?, H> registrar) {
    Entry<I, ?, ?> entry = registrar.entry();
    String refusal = entry.isAny() ? null : BackwardWrapper.refusal(entry);
    if (refusal != null) {
      throw new IllegalArgumentException(refusal);
    }
    return new BackwardHooks<>(registrar);
  }

  /** Adds a hook that runs before gradients flow back and returns the gradients to use. */
  @SuppressWarnings("unchecked")
  public H registerFullBackwardPreHook(FullBackwardPreHook<? super I> hook) {
    return register(new BackwardHook.Pre((FullBackwardPreHook<Invoker>) hook));
  }

  /** Adds a hook that runs after gradients have flowed back and returns the gradients to use. */
  @SuppressWarnings("unchecked")
  public H registerFullBackwardHook(FullBackwardHook<? super I> hook) {
    return register(new BackwardHook.Full((FullBackwardHook<Invoker>) hook));
  }

  /** Adds a hook that observes the gradients of the result before they flow back. */
  public H observeFullBackwardPre(FullBackwardPreObserver<? super I> hook) {
    return registerFullBackwardPreHook(
        (self, gradOutputs) -> {
          hook.before(self, gradOutputs);
          return gradOutputs;
        });
  }

  /** Adds a hook that observes the gradients after they have flowed back. */
  public H observeFullBackward(FullBackwardObserver<? super I> hook) {
    return registerFullBackwardHook(
        (self, gradInputs, gradOutputs) -> {
          hook.after(self, gradInputs, gradOutputs);
          return gradInputs;
        });
  }

  private H register(BackwardHook hook) {
    return registrar.registerWrapped(BackwardWrapper.INSTANCE, hook);
  }
}
