package dev.forja.module;

import dev.forja.Invoker;
import dev.forja.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs before gradients flow back through a module, and returns those to go on with. It runs on the
 * thread that runs backward; when several threads run backward, several calls run at once.
 */
@FunctionalInterface
public interface FullBackwardPreHook<M extends Invoker> {
  /**
   * The gradients of the result to go on with: a list as long as {@code gradOutputs}.
   *
   * @param gradOutputs a place for each tensor of the result; null where no gradient came
   */
  List<? extends @Nullable Tensor> before(M self, List<@Nullable Tensor> gradOutputs);
}
