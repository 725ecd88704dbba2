package dev.forja.train;

import dev.forja.data.DataLoader;
import dev.forja.io.ModelFileException;
import dev.forja.module.NeuralModule;
import dev.forja.optim.GradClip;
import dev.forja.optim.Optimizer;
import dev.forja.optim.Scheduler;
import dev.forja.optim.TrainingCheckpoint;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.PhiloxState;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A training run: a model, its data and optimiser, and the current epoch and batch. All of these
 * are part of its {@link #state}, so a run that was interrupted between any two steps continues
 * with bit-identical results. Not thread-safe.
 *
 * <pre>{@code
 * Trainer<Batch> trainer =
 *     Trainer.builder(model, DataLoader.of(data, 64).shuffled(seed), objective)
 *         .optimizer(AdamW.of(model.parameters(), 1e-3))
 *         .validation(DataLoader.of(heldOut, 256))
 *         .earlyStopping(3)
 *         .best(Path.of("model.safetensors"))
 *         .listener(TrainingListener.printing(out))
 *         .build();
 * trainer.run(20);
 * model.load(Path.of("model.safetensors"));
 * }</pre>
 *
 * <p>A trainer, its model and its optimiser belong to one thread at a time.
 *
 * @param <B> the type of a batch of examples
 */
public final class Trainer<B> {
  private final TrainerBuilder<B> parts;
  private final Optimizer<?> optimizer;
  private final NeuralModule model;
  private final DataLoader<B> loader;
  private int epochs;
  private int epoch;
  private int batch;

  /** The number of examples of the first batch of a step, and of all its batches so far. */
  private long firstExamples;

  private long allExamples;
  private final GuardedFile checkpoint;
  private final GuardedFile best;
  private Means means = Means.NONE;
  private History history = History.EMPTY;

  Trainer(TrainerBuilder<B> parts, Optimizer<?> optimizer) {
    this.parts = parts;
    this.optimizer = optimizer;
    this.model = parts.model;
    this.loader = parts.loader;
    this.checkpoint = new GuardedFile(parts.checkpoint);
    this.best = new GuardedFile(parts.best);
    optimizer.name(model.namedParameters());
  }

  /**
   * Creates a builder for a run.
   *
   * @param loader the training examples; its order must depend only on seed and epoch
   */
  public static <B> TrainerBuilder<B> builder(
      NeuralModule model, DataLoader<B> loader, Objective<B> objective) {
    return new TrainerBuilder<>(model, loader, objective);
  }

  /** The history of the finished epochs. */
  public History history() {
    return history;
  }

  /** The current or next epoch, from 0. */
  public int epoch() {
    return epoch;
  }

  /**
   * Trains until {@code epochs} epochs have finished, including those before a {@link #restore}.
   * Afterwards the model has the last weights; the best ones are in the file set with {@link
   * TrainerBuilder#best}.
   *
   * <p>If this thread is interrupted, the run stops before the next step of the optimiser, as with
   * {@link TrainerBuilder#stopWhen}: the checkpoint is written, and the thread is still interrupted
   * when this method returns.
   *
   * <p>Each module is trained in its current mode: a module in evaluation mode, such as a batch
   * norm that must keep its statistics, remains in it.
   *
   * @throws IllegalStateException if the whole model is in evaluation mode, if the last batch of an
   *     epoch has a single example that the model cannot train on, or if a file belongs to another
   *     run
   * @throws ModelFileException if a file cannot be written; previously written files are intact
   * @throws NonFiniteLossException if the loss is NaN or infinite; the last checkpoint is kept
   */
  public StopReason run(int epochs) throws ModelFileException {
    if (epochs < 1) {
      throw new IllegalArgumentException(
          "run: epochs is %d, but must be at least 1".formatted(epochs));
    }
    this.epochs = epochs;
    SanityCheck.at(parts, epoch);
    saveCheckpoint();
    while (epoch < epochs) {
      if (history.sinceBest(parts.goal) >= parts.patience) {
        return StopReason.STOPPED_EARLY;
      }
      if (!runEpoch()) {
        saveCheckpoint();
        return StopReason.INTERRUPTED;
      }
    }
    return StopReason.COMPLETED;
  }

  /** Trains to the end of an epoch; false if it was stopped before. */
  private boolean runEpoch() throws ModelFileException {
    tell(listener -> listener.epochStarted(epoch, epochs, batch));
    for (B examples : loader.epoch(epoch, batch)) {
      if (batch % parts.accumulation == 0 && isToStop()) {
        return false;
      }
      learn(examples);
    }
    endEpoch();
    return true;
  }

  private boolean isToStop() {
    return parts.stop.getAsBoolean() || Thread.currentThread().isInterrupted();
  }

  private void learn(B examples) throws ModelFileException {
    int place = batch % parts.accumulation;
    int together = Math.min(parts.accumulation, loader.batches() - (batch - place));
    if (place == 0) {
      optimizer.zeroGrad();
    }
    Scores scores = parts.objective.of(examples);
    check(scores);
    if (place == 0) {
      firstExamples = scores.examples();
      allExamples = 0;
    }
    allExamples += scores.examples();
    // Each batch is weighted by its number of examples, relative to the first batch, because the
    // total is known only at the end.
    double weight = (double) scores.examples() / firstExamples;
    Tensor share = weight == 1 ? scores.loss() : scores.loss().mul(weight);
    share.backward();
    means = means.plus(scores);
    batch++;
    if (place == together - 1) {
      average((double) firstExamples / allExamples);
      step();
    }
    tell(listener -> listener.batchEnded(progress()));
  }

  /** Scales the gradients to those of the mean over all examples of the step. */
  private void average(double factor) {
    for (Parameter parameter : optimizer.parameters()) {
      Tensor grad = parameter.grad();
      if (factor != 1 && grad != null) {
        parameter.setGrad(grad.mul(factor));
      }
    }
  }

  private void check(Scores scores) {
    float loss = scores.loss().item();
    if (!Float.isFinite(loss)) {
      throw new NonFiniteLossException(loss, progress());
    }
    String wanted = parts.goal.metric();
    if (!wanted.equals(Means.LOSS) && !scores.metrics().containsKey(wanted)) {
      throw new IllegalStateException(
          "Trainer: the goal is '%s', but the scores have only %s and %s"
              .formatted(wanted, Means.LOSS, scores.metrics().keySet()));
    }
  }

  private void step() throws ModelFileException {
    if (parts.maxNorm < Double.POSITIVE_INFINITY) {
      GradClip.norm(optimizer.parameters(), parts.maxNorm);
    }
    optimizer.step();
    if (parts.stepScheduler != null) {
      parts.stepScheduler.step();
    }
    if (Math.ceilDiv(batch, parts.accumulation) % parts.checkpointSteps == 0) {
      saveCheckpoint();
    }
  }

  private void endEpoch() throws ModelFileException {
    EpochReport report =
        new EpochReport(epoch, means, parts.validation == null ? null : validate(parts.validation));
    history = history.plus(report);
    if (parts.epochScheduler != null) {
      parts.epochScheduler.step();
    }
    epoch++;
    batch = 0;
    means = Means.NONE;
    boolean isBest = history.sinceBest(parts.goal) == 0;
    if (isBest) {
      best.write(model::save);
    }
    saveCheckpoint();
    tell(listener -> listener.epochEnded(report, isBest));
  }

  /**
   * Evaluates the model on examples, in evaluation mode and without gradients. Afterwards, the mode
   * of each module is restored, even after an exception.
   */
  public Means validate(DataLoader<B> examples) {
    TrainingModes before = TrainingModes.of(model);
    model.eval();
    try {
      Means seen = Means.NONE;
      for (B part : examples.epoch(0)) {
        seen = seen.plus(NoGrad.call(() -> parts.objective.of(part)));
      }
      return seen;
    } finally {
      before.restore();
    }
  }

  private Progress progress() {
    double learningRate = optimizer.groups().getFirst().lr();
    return new Progress(epoch, epochs, batch, loader.batches(), learningRate, means);
  }

  private void tell(Consumer<TrainingListener> event) {
    parts.listeners.forEach(event);
  }

  private void saveCheckpoint() throws ModelFileException {
    checkpoint.write(file -> state().save(file));
  }

  /**
   * The state from which the run can continue: model, optimiser, schedulers, the random generator,
   * the history and the position. Tensors are not copied: save it before they change.
   */
  public TrainingCheckpoint state() {
    PhiloxState randoms = Randoms.current().state();
    TrainingCheckpoint state =
        new TrainingCheckpoint()
            .put("model", model.stateDict())
            .put("optimizer", optimizer.stateDict())
            .put("randoms.seed", randoms.seed())
            .put("randoms.counter", randoms.counter())
            .put("history", history.state())
            .put("means", means.state())
            .put("epochs", epochs)
            .put("epoch", epoch)
            .put("batch", batch)
            .put("settings", parts.settings(optimizer));
    if (parts.stepScheduler != null) {
      state.put("step_scheduler", parts.stepScheduler.stateDict());
    }
    if (parts.epochScheduler != null) {
      state.put("epoch_scheduler", parts.epochScheduler.stateDict());
    }
    return state;
  }

  /**
   * Restores the saved state of a trainer that was built in the same way.
   *
   * @throws IllegalArgumentException if it belongs to another kind of run, if it is not the
   *     checkpoint of a run, or if a setting differs; model, optimiser and schedulers are unchanged
   *     then
   */
  public void restore(TrainingCheckpoint saved) {
    String differences = parts.settings(optimizer).differencesFrom(saved.part("settings"));
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "the saved run had other settings: %s; build the trainer as it was, or call"
                  .formatted(differences)
              + " restoreWithOtherSettings if that is intended");
    }
    restore(saved, Scheduler::loadStateDict);
  }

  /**
   * As {@link #restore}, but permits the data, the batch size, the seed of the order, the
   * accumulation, the clipping, the goal, the schedules or the order of the parameters to differ
   * from those of the saved run.
   */
  public void restoreWithOtherSettings(TrainingCheckpoint saved) {
    restore(
        saved,
        (schedule, state) -> {
          if (state.has("steps")) { // otherwise the saved run had no such schedule
            schedule.loadStateDictWithOtherSettings(state);
          }
        });
  }

  private void restore(
      TrainingCheckpoint saved, BiConsumer<Scheduler, TrainingCheckpoint> schedules) {
    History newHistory = History.restore(saved.part("history"));
    Means newMeans = Means.restore(saved.part("means"));
    int newEpoch = saved.count("epoch");
    int newBatch = saved.count("batch");
    int steps = Math.ceilDiv(loader.batches(), parts.accumulation);
    if (newBatch % parts.accumulation != 0 && newBatch != loader.batches()) {
      throw new IllegalArgumentException(
          "the saved run had done %d batches of an epoch, which is in the middle of one of this run's %d steps"
                  .formatted(newBatch, steps)
              + " of %d batches each".formatted(parts.accumulation));
    }
    PhiloxState randoms =
        new PhiloxState(saved.integer("randoms.seed"), saved.integer("randoms.counter"));
    if (newBatch > loader.batches()) {
      throw new IllegalArgumentException(
          "the saved run had done %d batches of an epoch, but an epoch of this run has only %d: the data or the"
                  .formatted(newBatch, loader.batches())
              + " batch size differs");
    }
    TrainingCheckpoint before = state();
    try {
      load(saved, schedules);
    } catch (RuntimeException misfit) {
      loadAllButModel(before, Scheduler::loadStateDict);
      throw misfit;
    }
    Randoms.current().restore(randoms);
    history = newHistory;
    means = newMeans;
    epoch = newEpoch;
    batch = newBatch;
    checkpoint.own();
    best.own();
  }

  /**
   * The model is loaded last: if it does not fit, it is unchanged, and the others can be rolled
   * back.
   */
  private void load(TrainingCheckpoint saved, BiConsumer<Scheduler, TrainingCheckpoint> schedules) {
    loadAllButModel(saved, schedules);
    model.loadStateDict(saved.part("model").tensors());
  }

  private void loadAllButModel(
      TrainingCheckpoint saved, BiConsumer<Scheduler, TrainingCheckpoint> schedules) {
    optimizer.loadStateDict(saved.part("optimizer"));
    if (parts.stepScheduler != null) {
      schedules.accept(parts.stepScheduler, saved.part("step_scheduler"));
    }
    if (parts.epochScheduler != null) {
      schedules.accept(parts.epochScheduler, saved.part("epoch_scheduler"));
    }
  }
}
