package dev.forja.module;

import dev.forja.Invoker;
import dev.forja.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the gradients after they have flowed back through a module. It runs on the thread that
 * runs backward; when several threads run backward, several calls run at once.
 */
@FunctionalInterface
public interface FullBackwardObserver<M extends Invoker> {
  /**
   * Called with a place for each tensor of the arguments, null where no gradient flows, and those
   * of the result as the pre-hooks left them.
   */
  void after(M self, List<@Nullable Tensor> gradInputs, List<@Nullable Tensor> gradOutputs);
}
