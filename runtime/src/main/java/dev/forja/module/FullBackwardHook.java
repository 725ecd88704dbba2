package dev.forja.module;

import dev.forja.Invoker;
import dev.forja.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs after gradients have flowed back through a module, and returns those to go on with. It runs
 * on the thread that runs backward; when several threads run backward, several calls run at once.
 */
@FunctionalInterface
public interface FullBackwardHook<M extends Invoker> {
  /**
   * The gradients of the arguments to go on with: a list as long as {@code gradInputs}.
   *
   * @param gradInputs a place for each tensor of the arguments; null where no gradient flows
   * @param gradOutputs those of the result, as the pre-hooks left them
   */
  List<? extends @Nullable Tensor> after(
      M self, List<@Nullable Tensor> gradInputs, List<@Nullable Tensor> gradOutputs);
}
