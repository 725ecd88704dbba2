package dev.forja.module;

import dev.forja.Entry;
import dev.forja.HookHandle;
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
 * HookScope.with(Linear.CALL, hooks -> BackwardHooks.on(hooks).observeFullBackward(...));
 * }</pre>
 *
 * <p>Calls inside {@code NoGrad}, and those whose result depends on nothing that wants gradients,
 * have none, and hooks do not run for them.
 *
 * @param <I> the invoker
 */
public final class BackwardHooks<I extends Invoker> {
  private final HookRegistrar<I, ?, ?> registrar;

  private BackwardHooks(HookRegistrar<I, ?, ?> registrar) {
    this.registrar = registrar;
  }

  /**
   * The backward hooks at a place where hooks are added.
   *
   * @throws IllegalArgumentException if tensors in the arguments or the result of the entry cannot
   *     be reached, with the reason
   */
  public static <I extends Invoker> BackwardHooks<I> on(HookRegistrar<I, ?, ?> registrar) {
    Entry<I, ?, ?> entry = registrar.entry();
    String refusal = entry.isAny() ? null : BackwardWrapper.refusal(entry);
    if (refusal != null) {
      throw new IllegalArgumentException(refusal);
    }
    return new BackwardHooks<>(registrar);
  }

  /** Adds a hook that runs before gradients flow back and returns those to go on with. */
  @SuppressWarnings("unchecked")
  public HookHandle registerFullBackwardPreHook(FullBackwardPreHook<? super I> hook) {
    return register(new BackwardHook.Pre((FullBackwardPreHook<Invoker>) hook));
  }

  /** Adds a hook that runs after gradients have flowed back and returns those to go on with. */
  @SuppressWarnings("unchecked")
  public HookHandle registerFullBackwardHook(FullBackwardHook<? super I> hook) {
    return register(new BackwardHook.Full((FullBackwardHook<Invoker>) hook));
  }

  /** Adds a hook that looks at the gradients of the result before they flow back. */
  public HookHandle observeFullBackwardPre(FullBackwardPreObserver<? super I> hook) {
    return registerFullBackwardPreHook(
        (self, gradOutputs) -> {
          hook.before(self, gradOutputs);
          return gradOutputs;
        });
  }

  /** Adds a hook that looks at the gradients after they have flowed back. */
  public HookHandle observeFullBackward(FullBackwardObserver<? super I> hook) {
    return registerFullBackwardHook(
        (self, gradInputs, gradOutputs) -> {
          hook.after(self, gradInputs, gradOutputs);
          return gradInputs;
        });
  }

  private HookHandle register(BackwardHook hook) {
    return registrar.registerWrapped(BackwardWrapper.INSTANCE, hook);
  }
}
