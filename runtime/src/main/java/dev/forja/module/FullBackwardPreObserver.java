package dev.forja.module;

import dev.forja.Invoker;
import dev.forja.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Observes the gradients of the result of a module before they flow back through it.
 *
 * <p>It runs on the thread that runs backward; when several threads run backward, several calls run
 * at once.
 */
@FunctionalInterface
public interface FullBackwardPreObserver<M extends Invoker> {
  /** Called with the gradient of each tensor of the result; null if there is none. */
  void before(M self, List<@Nullable Tensor> gradOutputs);
}
