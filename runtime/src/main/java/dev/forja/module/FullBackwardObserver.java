package dev.forja.module;

import dev.forja.Invoker;
import dev.forja.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Observes the gradients after they have flowed back through a module.
 *
 * <p>It runs on the thread that runs backward; when several threads run backward, several calls run
 * at once.
 */
@FunctionalInterface
public interface FullBackwardObserver<M extends Invoker> {
  /**
   * Called with the gradient of each tensor of the arguments, null if no gradient flows, and those
   * of the result as returned by the pre-hooks.
   */
  void after(M self, List<@Nullable Tensor> gradInputs, List<@Nullable Tensor> gradOutputs);
}
