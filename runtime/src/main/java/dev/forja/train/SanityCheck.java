package dev.forja.train;

import dev.forja.Invoker;
import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.ParameterOverride;
import dev.forja.tensor.PhiloxState;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checks before the first step for errors that would occur later. */
final class SanityCheck {
  private SanityCheck() {}

  static void at(TrainerBuilder<?> parts, int epoch) {
    if (parts.model.modules().stream().noneMatch(Invoker::training)) {
      throw new IllegalStateException(
          "Trainer: the model is in evaluation mode: call train() on it, or on the modules to"
              + " train");
    }
    if (parts.loader.lastBatch() == 1) {
      lastBatch(parts, epoch);
    }
  }

  /**
   * Tries the last batch of an epoch if it has a single example, which a batch norm may reject: it
   * is better to fail now than after hours. Changes neither the model nor the random numbers.
   */
  private static <B> void lastBatch(TrainerBuilder<B> parts, int epoch) {
    Map<Tensor, NdArray> buffers = new LinkedHashMap<>();
    for (Tensor buffer : parts.model.namedBuffers().values()) {
      buffers.put(buffer, buffer.array().copy(Allocator.HEAP));
    }
    PhiloxState randoms = Randoms.current().state();
    int last = parts.loader.batches() - 1;
    try {
      B examples = parts.loader.epoch(epoch, last).iterator().next();
      Map<Parameter, Tensor> views = new IdentityHashMap<>();
      parts.model.parameters().forEach(parameter -> views.put(parameter, parameter.detach()));
      // Forward does not change a tensor that overrides a parameter, such as a table with a maximum
      // norm.
      ParameterOverride.call(views, () -> NoGrad.call(() -> parts.objective.of(examples)));
    } catch (IllegalArgumentException refused) {
      throw new IllegalStateException(
          "Trainer: the last batch of each epoch, number %d, has only one example, and the model cannot"
                  .formatted(last + 1)
              + " train on it: use dropLast() or another batch size ("
              + refused.getMessage()
              + ")",
          refused);
    } finally {
      buffers.forEach((buffer, values) -> InPlace.copy(buffer, Tensor.of(values)));
      Randoms.current().restore(randoms);
    }
  }
}
