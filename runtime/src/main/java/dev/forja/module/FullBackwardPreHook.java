package dev.forja.module;

import dev.forja.Invoker;
import dev.forja.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs before gradients flow back through a module, and returns the gradients to use.
 *
 * <p>It runs on the thread that runs backward; when several threads run backward, several calls run
 * at once.
 */
@FunctionalInterface
public interface FullBackwardPreHook<M extends Invoker> {
  /**
   * Returns the gradients of the result to use: a list of the same length as {@code gradOutputs}.
   *
   * @param gradOutputs the gradient of each tensor of the result; null if there is none
   */
  List<? extends @Nullable Tensor> before(M self, List<@Nullable Tensor> gradOutputs);
}
