package dev.forja.train;

import dev.forja.data.DataLoader;
import dev.forja.module.NeuralModule;
import dev.forja.optim.Optimizer;
import dev.forja.optim.Scheduler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a {@link Trainer}. Only the optimiser must be given.
 *
 * @param <B> a batch of examples
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

  /** A schedule that goes on after each step of the optimiser, such as a one-cycle policy. */
  public TrainerBuilder<B> stepScheduler(Scheduler schedule) {
    stepScheduler = schedule;
    return this;
  }

  /** A schedule that goes on after each epoch. */
  public TrainerBuilder<B> epochScheduler(Scheduler schedule) {
    epochScheduler = schedule;
    return this;
  }

  /** Examples held out of training, on which each epoch is judged, in evaluation mode. */
  public TrainerBuilder<B> validation(DataLoader<B> heldOut) {
    validation = heldOut;
    return this;
  }

  /** Sets the metric that decides which epoch is best. Without it the lowest loss decides. */
  public TrainerBuilder<B> goal(Goal wanted) {
    goal = wanted;
    return this;
  }

  /** Ends the run when no epoch was better for this many epochs. */
  public TrainerBuilder<B> earlyStopping(int epochs) {
    patience = positive("earlyStopping", epochs);
    return this;
  }

  /** Takes one step of the optimiser for so many batches, by the mean of their gradients. */
  public TrainerBuilder<B> accumulation(int batches) {
    accumulation = positive("accumulation", batches);
    return this;
  }

  /** Scales gradients down where their Euclidean norm, all as one vector, exceeds this. */
  public TrainerBuilder<B> clipNorm(double most) {
    if (!(most > 0)) {
      throw new IllegalArgumentException("clipNorm is %s, but must be positive".formatted(most));
    }
    maxNorm = most;
    return this;
  }

  /** The file that keeps where the run stands: at its start, after each epoch, when stopped. */
  public TrainerBuilder<B> checkpoint(Path file) {
    checkpoint = file;
    return this;
  }

  /** Writes the checkpoint after each so many steps of the optimiser too. */
  public TrainerBuilder<B> checkpointEvery(int steps) {
    checkpointSteps = positive("checkpointEvery", steps);
    return this;
  }

  /** The file that keeps the weights of the best epoch, as {@code model.save} writes them. */
  public TrainerBuilder<B> best(Path file) {
    best = file;
    return this;
  }

  /**
   * Stops the run between two steps of the optimiser when this says so, as on Ctrl-C; the
   * checkpoint is then written.
   */
  public TrainerBuilder<B> stopWhen(BooleanSupplier asked) {
    stop = asked;
    return this;
  }

  /** Adds somebody who is told how the run goes. */
  public TrainerBuilder<B> listener(TrainingListener listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * The trainer.
   *
   * @throws IllegalStateException if something is missing or empty
   */
  public Trainer<B> build() {
    if (optimizer == null) {
      throw new IllegalStateException(
          "Trainer: there is no optimizer; give one, such as AdamW.of(model.parameters(), 1e-3)");
    }
    if (checkpointSteps != Integer.MAX_VALUE && checkpoint == null) {
      throw new IllegalStateException("Trainer: checkpointEvery without a checkpoint file");
    }
    full("training", loader);
    if (validation != null) {
      full("validation", validation);
    }
    return new Trainer<>(this, optimizer);
  }

  private static void full(String part, DataLoader<?> loader) {
    if (loader.batches() == 0) {
      throw new IllegalStateException(
          "Trainer: the %s data gives no batch: it is empty, or smaller than the one batch that"
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
