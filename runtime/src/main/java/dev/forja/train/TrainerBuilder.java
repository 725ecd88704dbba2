package dev.forja.train;

import dev.forja.data.DataLoader;
import dev.forja.module.NeuralModule;
import dev.forja.optim.Optimizer;
import dev.forja.optim.Scheduler;
import dev.forja.optim.TrainingCheckpoint;
import dev.forja.tensor.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A builder for a {@link Trainer}. Only the optimiser is required. Not thread-safe.
 *
 * @param <B> the type of a batch of examples
 */
public final class TrainerBuilder<B> {
  final NeuralModule model;
  final DataLoader<B> loader;
  final Objective<B> objective;
  final List<TrainingListener> listeners = new ArrayList<>();
  @Nullable Optimizer<?> optimizer;
  @Nullable Scheduler stepScheduler;
  @Nullable Scheduler epochScheduler;
  @Nullable DataLoader<B> validation;
  @Nullable Path checkpoint;
  @Nullable Path best;
  Goal goal = Goal.lowest(Means.LOSS);
  double maxNorm = Double.POSITIVE_INFINITY;
  int accumulation = 1;
  int patience = Integer.MAX_VALUE;
  int checkpointSteps = Integer.MAX_VALUE;
  BooleanSupplier stop = () -> false;

  TrainerBuilder(NeuralModule model, DataLoader<B> loader, Objective<B> objective) {
    this.model = model;
    this.loader = loader;
    this.objective = objective;
  }

  /** Sets the optimiser, which updates the parameters. */
  public TrainerBuilder<B> optimizer(Optimizer<?> changes) {
    optimizer = changes;
    return this;
  }

  /** Adds a scheduler that steps after each step of the optimiser, such as a one-cycle policy. */
  public TrainerBuilder<B> stepScheduler(Scheduler schedule) {
    stepScheduler = schedule;
    return this;
  }

  /** Adds a scheduler that steps after each epoch. */
  public TrainerBuilder<B> epochScheduler(Scheduler schedule) {
    epochScheduler = schedule;
    return this;
  }

  /** Sets the validation examples, on which each epoch is evaluated, in evaluation mode. */
  public TrainerBuilder<B> validation(DataLoader<B> heldOut) {
    validation = heldOut;
    return this;
  }

  /** Sets the metric that decides which epoch is best. The default is the lowest loss. */
  public TrainerBuilder<B> goal(Goal wanted) {
    goal = wanted;
    return this;
  }

  /** Stops the run when there was no improvement for this many epochs. */
  public TrainerBuilder<B> earlyStopping(int epochs) {
    patience = positive("earlyStopping", epochs);
    return this;
  }

  /**
   * Accumulates gradients: the optimiser takes one step for this many batches, with the mean of
   * their gradients.
   */
  public TrainerBuilder<B> accumulation(int batches) {
    accumulation = positive("accumulation", batches);
    return this;
  }

  /** Scales the gradients down if their Euclidean norm, as one vector, exceeds this value. */
  public TrainerBuilder<B> clipNorm(double most) {
    if (!(most > 0)) {
      throw new IllegalArgumentException("clipNorm is %s, but must be positive".formatted(most));
    }
    maxNorm = most;
    return this;
  }

  /**
   * Sets the checkpoint file, which is written at the start, after each epoch, and when the run is
   * stopped.
   */
  public TrainerBuilder<B> checkpoint(Path file) {
    checkpoint = file;
    return this;
  }

  /** Also writes the checkpoint after every {@code steps} steps of the optimiser. */
  public TrainerBuilder<B> checkpointEvery(int steps) {
    checkpointSteps = positive("checkpointEvery", steps);
    return this;
  }

  /** Sets the file for the weights of the best epoch, in the format of {@code model.save}. */
  public TrainerBuilder<B> best(Path file) {
    best = file;
    return this;
  }

  /**
   * Stops the run between two steps of the optimiser when {@code asked} returns true, for example
   * after Ctrl-C; the checkpoint is written then.
   */
  public TrainerBuilder<B> stopWhen(BooleanSupplier asked) {
    stop = asked;
    return this;
  }

  /** Adds a listener. */
  public TrainerBuilder<B> listener(TrainingListener listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * Builds the trainer.
   *
   * @throws IllegalStateException if a part is missing or empty
   */
  public Trainer<B> build() {
    if (optimizer == null) {
      throw new IllegalStateException(
          "Trainer: there is no optimizer; give one, such as AdamW.of(model.parameters(), 1e-3)");
    }
    if (checkpointSteps != Integer.MAX_VALUE && checkpoint == null) {
      throw new IllegalStateException("Trainer: checkpointEvery without a checkpoint file");
    }
    if (checkpoint != null && best != null && sameFile(checkpoint, best)) {
      throw new IllegalStateException(
          "Trainer: checkpoint and best are the same file, %s: use two files"
              .formatted(checkpoint));
    }
    full("training", loader);
    if (validation != null) {
      full("validation", validation);
    }
    return new Trainer<>(this, optimizer);
  }

  private static boolean sameFile(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  /** The settings that a saved run must share with the run that continues it. */
  TrainingCheckpoint settings(Optimizer<?> changes) {
    TrainingCheckpoint settings =
        new TrainingCheckpoint()
            .put("accumulation", accumulation)
            .put("clipNorm", maxNorm)
            .put("goal", goal.toString())
            .put("stepScheduler", kind(stepScheduler))
            .put("epochScheduler", kind(epochScheduler))
            .put("training", loader.toString())
            .put("validation", validation == null ? "none" : validation.toString());
    Map<Parameter, String> names = new IdentityHashMap<>();
    model.namedParameters().forEach((name, parameter) -> names.put(parameter, name));
    List<Parameter> trained = changes.parameters();
    for (int i = 0; i < trained.size(); i++) {
      settings.put("parameter " + i, names.getOrDefault(trained.get(i), "not in the model"));
    }
    return settings;
  }

  private static String kind(@Nullable Scheduler schedule) {
    return schedule == null ? "none" : schedule.getClass().getSimpleName();
  }

  private static void full(String part, DataLoader<?> loader) {
    if (loader.batches() == 0) {
      throw new IllegalStateException(
          "Trainer: the %s data has no batch: it is empty, or smaller than the one batch that"
                  .formatted(part)
              + " dropLast() leaves out");
    }
  }

  private static int positive(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "%s is %d, but must be at least 1".formatted(option, value));
    }
    return value;
  }
}
