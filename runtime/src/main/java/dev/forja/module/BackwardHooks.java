package dev.forja.module;

import dev.forja.Entry;
import dev.forja.HookRegistrar;
import dev.forja.Invoker;

/**
 * Where hooks on gradients are added: to an entry of one module, to a place among its hooks, to a
 * scope, or to the process, by what is given to {@link #on}. They hear the gradients of every
 * tensor in the arguments and the result, nested ones included.
 *
 * <pre>{@code
 * BackwardHooks.on(model.encodeHooks()).observeFullBackward((self, gradIn, gradOut) -> ...);
 * BackwardHooks.on(GlobalHooks.on(Linear.CALL)).observeFullBackward(...);
 * BackwardHooks.on(HookScope.on(Linear.CALL)).observeFullBackward(...).run(body);
 * }</pre>
 *
 * <p>Calls inside {@code NoGrad}, and those whose result depends on nothing that wants gradients,
 * have none, and hooks do not run for them.
 *
 * <p>Any thread may add hooks at any time.
 *
 * @param <I> the invoker
 * @param <H> what adding a hook returns: a handle, or a scope
 */
public final class BackwardHooks<I extends Invoker, H> {
  private final HookRegistrar<I, ?, ?, H> registrar;

  private BackwardHooks(HookRegistrar<I, ?, ?, H> registrar) {
    this.registrar = registrar;
  }

  /**
   * The backward hooks at a place where hooks are added.
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

  /** Adds a hook that runs before gradients flow back and returns those to go on with. */
  @SuppressWarnings("unchecked")
  public H registerFullBackwardPreHook(FullBackwardPreHook<? super I> hook) {
    return register(new BackwardHook.Pre((FullBackwardPreHook<Invoker>) hook));
  }

  /** Adds a hook that runs after gradients have flowed back and returns those to go on with. */
  @SuppressWarnings("unchecked")
  public H registerFullBackwardHook(FullBackwardHook<? super I> hook) {
    return register(new BackwardHook.Full((FullBackwardHook<Invoker>) hook));
  }

  /** Adds a hook that looks at the gradients of the result before they flow back. */
  public H observeFullBackwardPre(FullBackwardPreObserver<? super I> hook) {
    return registerFullBackwardPreHook(
        (self, gradOutputs) -> {
          hook.before(self, gradOutputs);
          return gradOutputs;
        });
  }

  /** Adds a hook that looks at the gradients after they have flowed back. */
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
