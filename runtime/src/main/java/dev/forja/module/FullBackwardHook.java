package dev.forja.module;

import dev.forja.Invoker;
import dev.forja.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs after gradients have flowed back through a module, and returns the gradients to use.
 *
 * <p>It runs on the thread that runs backward; when several threads run backward, several calls run
 * at once.
 */
@FunctionalInterface
public interface FullBackwardHook<M extends Invoker> {
  /**
   * Returns the gradients of the arguments to use: a list of the same length as {@code gradInputs}.
   *
   * @param gradInputs the gradient of each tensor of the arguments; null if no gradient flows
   * @param gradOutputs the gradients of the result, as returned by the pre-hooks
   */
  List<? extends @Nullable Tensor> after(
      M self, List<@Nullable Tensor> gradInputs, List<@Nullable Tensor> gradOutputs);
}
