package dev.forja.nn;

import dev.forja.Invoker;
import dev.forja.module.NeuralModule;
import dev.forja.spi.Ambient;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Computes the running statistics of batch norms anew, as {@code torch.optim.swa_utils.update_bn}:
 * after weights were averaged, those of training no longer fit. For one thread at a time, while no
 * other uses the model.
 */
public final class BatchNormStatistics {
  private static final Ambient<Boolean> EQUALLY = Ambient.create();

  private BatchNormStatistics() {}

  /** Whether all batches have the same share in the running statistics, whatever the momentum. */
  static boolean isPlainMean() {
    return EQUALLY.isBound();
  }

  /**
   * Resets the running statistics of all norms in a model, and calls it in training mode with some
   * batches, whose plain mean they become. Parameters and modes are not changed.
   *
   * @param call calls the model with one batch, such as {@code model::call}
   */
  public static <B> void recompute(
      NeuralModule model, Iterable<? extends B> batches, Consumer<? super B> call) {
    boolean any = false;
    Map<Invoker, Boolean> modes = new IdentityHashMap<>();
    List<Invoker> childrenFirst = new ArrayList<>();
    model.visitModules(childrenFirst::add);
    for (Invoker module : childrenFirst) {
      modes.put(module, module.training());
      if (module instanceof NeuralModule norm) {
        any |= reset(norm);
      }
    }
    if (!any) {
      return;
    }
    model.train();
    try {
      NoGrad.run(() -> EQUALLY.run(true, () -> batches.forEach(call)));
    } finally {
      for (Invoker module : childrenFirst.reversed()) {
        boolean before = modes.getOrDefault(module, true);
        if (module.training() != before) {
          module.train(before);
        }
      }
    }
  }

  /** Resets the statistics that a module itself holds; says whether there are any. */
  private static boolean reset(NeuralModule module) {
    Tensor mean = module.namedBuffers().get("running_mean");
    Tensor variance = module.namedBuffers().get("running_var");
    Tensor count = module.namedBuffers().get("num_batches_tracked");
    if (mean == null || variance == null || count == null) {
      return false;
    }
    InPlace.update(mean, a -> Arrays.fill(a.floats(), a.offset(), a.offset() + a.count(), 0));
    InPlace.update(variance, a -> Arrays.fill(a.floats(), a.offset(), a.offset() + a.count(), 1));
    InPlace.update(count, a -> a.storage().longs()[a.offset()] = 0);
    return true;
  }
}
