package dev.forja.optim;

import dev.forja.ThrowingCallable;
import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.module.Functional;
import dev.forja.module.NeuralModule;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The moving average of a model's weights, as {@code torch.optim.swa_utils.AveragedModel}: the mean
 * of all that were added (stochastic weight averaging, SWA), or one in which the past fades (an
 * exponential moving average, EMA). The first weights are copied. Buffers are those of the model at
 * the last update; after averaging, {@link dev.forja.nn.BatchNormStatistics} computes those of
 * batch norms anew.
 *
 * <pre>{@code
 * AveragedModel average = AveragedModel.ema(model, 0.999);
 * ... optimizer.step(); average.update();
 * Tensor scores = average.call(() -> model.call(images));
 * }</pre>
 *
 * <p>Source: P. Izmailov et al., Averaging Weights Leads to Wider Optima and Better Generalization,
 * <a href="https://arxiv.org/abs/1803.05407">arXiv:1803.05407</a>.
 *
 * <p>For one thread at a time, the one that trains; {@link #call} may run on any thread while no
 * other updates.
 */
public final class AveragedModel {
  private final NeuralModule model;
  private final @Nullable Double decay;
  private final SequencedMap<String, Tensor> averages = new LinkedHashMap<>();
  private long averaged;

  private AveragedModel(NeuralModule model, @Nullable Double decay) {
    this.model = model;
    this.decay = decay;
    copy(model.stateDict());
  }

  /** The plain mean of the weights at all updates. */
  public static AveragedModel swa(NeuralModule model) {
    return new AveragedModel(model, null);
  }

  /** The exponential average: {@code decay} times the average plus the rest of the new weights. */
  public static AveragedModel ema(NeuralModule model, double decay) {
    if (!(decay >= 0 && decay <= 1)) {
      throw new IllegalArgumentException(
          "AveragedModel: decay is %s, but must be from 0 to 1".formatted(decay));
    }
    return new AveragedModel(model, decay);
  }

  private void copy(Map<String, Tensor> state) {
    state.forEach(
        (name, tensor) -> averages.put(name, Tensor.of(tensor.array().copy(Allocator.HEAP))));
  }

  /** Adds the present weights of the model to the average. */
  public void update() {
    SequencedMap<String, Tensor> now = model.stateDict();
    if (averaged == 0) {
      copy(now);
    } else {
      double share = decay == null ? 1 / (averaged + 1.0) : 1 - decay;
      Map<String, ?> parameters = model.namedParameters();
      now.forEach(
          (name, tensor) -> {
            Tensor average = Objects.requireNonNull(averages.get(name));
            if (parameters.containsKey(name)) {
              blend(average, tensor, share);
            } else {
              InPlace.copy(average, tensor);
            }
          });
    }
    averaged++;
  }

  private static void blend(Tensor average, Tensor now, double share) {
    float[] values = now.toFloats();
    InPlace.update(
        average,
        array -> {
          float[] kept = array.floats();
          for (int i = 0; i < values.length; i++) {
            int at = array.offset() + i;
            kept[at] = (float) (kept[at] + share * ((double) values[i] - kept[at]));
          }
        });
  }

  /** The number of updates. */
  public long averaged() {
    return averaged;
  }

  /** The average of a parameter, or a buffer, by its name in the model; a view. */
  public Tensor average(String name) {
    Tensor average = averages.get(name);
    if (average == null) {
      throw new NoSuchElementException("the model has no state '%s'".formatted(name));
    }
    return average;
  }

  /** Runs {@code body} with the averages in place of the model's parameters. */
  public <T extends @Nullable Object, X extends Throwable> T call(
      ThrowingCallable<? extends T, X> body) throws X {
    Map<String, Tensor> parameters = new LinkedHashMap<>(averages);
    parameters.keySet().retainAll(model.namedParameters().keySet());
    return Functional.call(model, parameters, body);
  }

  /** Copies the averages and the buffers into a model, which may be the averaged one itself. */
  public void copyTo(NeuralModule target) {
    target.loadStateDict(averages);
  }

  /**
   * The state under PyTorch's names: {@code n_averaged}, and that of the model in {@code module}.
   */
  public SequencedMap<String, Tensor> stateDict() {
    SequencedMap<String, Tensor> state = new LinkedHashMap<>();
    state.put("n_averaged", Tensor.scalarLong(averaged));
    averages.forEach((name, tensor) -> state.put("module." + name, tensor));
    return state;
  }

  /**
   * Restores a saved state.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape; nothing was
   *     changed then
   */
  public void loadStateDict(Map<String, Tensor> state) {
    Tensor count = state.get("n_averaged");
    if (count == null || count.dtype() != DType.I64 || count.count() != 1) {
      throw new IllegalArgumentException(
          "the state of an averaged model lacks the integer 'n_averaged'");
    }
    averages.forEach(
        (name, tensor) -> {
          Tensor saved = state.get("module." + name);
          if (saved == null
              || saved.dtype() != tensor.dtype()
              || !Arrays.equals(saved.shape(), tensor.shape())) {
            throw new IllegalArgumentException(
                "the state of the averaged model does not fit: 'module.%s' is %s, expected %s"
                    .formatted(name, saved == null ? "missing" : saved.array(), tensor.array()));
          }
        });
    averages.forEach(
        (name, tensor) ->
            InPlace.copy(tensor, Objects.requireNonNull(state.get("module." + name))));
    averaged = count.itemLong();
  }
}
