package dev.forja.module;

import dev.forja.Invoker;
import dev.forja.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the gradients of the result of a module before they flow back through it. It runs on the
 * thread that runs backward; when several threads run backward, several calls run at once.
 */
@FunctionalInterface
public interface FullBackwardPreObserver<M extends Invoker> {
  /** Called with a place for each tensor of the result; null where no gradient came. */
  void before(M self, List<@Nullable Tensor> gradOutputs);
}
