package dev.forja.demo.digits;

import dev.forja.data.DataLoader;
import dev.forja.data.TensorDataset.Batch;
import dev.forja.demo.DemoException;
import dev.forja.nn.CrossEntropyLoss;
import dev.forja.optim.AdamW;
import dev.forja.optim.Checkpoint;
import dev.forja.optim.OneCycleLR;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A training run: the model, its optimiser and schedule, and how far among the epochs and batches
 * it has come. Its {@link #state} holds all of that, so that a run that was interrupted at any
 * batch goes on with the same bits.
 */
final class Training {
  private static final int BATCH = 64;
  private static final double MAX_LR = 5e-3;

  private final Classifier model;
  private final DataLoader<Batch> loader;
  private final Digits validation;
  private final int epochs;
  private final CrossEntropyLoss loss = CrossEntropyLoss.of();
  private final AdamW optimizer;
  private final OneCycleLR scheduler;
  private int epoch;
  private int batch;
  private Tally tally = Tally.NONE;
  private History history = History.EMPTY;

  /**
   * How the batches of an epoch went so far.
   *
   * @param images how many were seen
   * @param lossSum the sum of their losses
   * @param right how many were told right
   */
  record Tally(long images, double lossSum, long right) {
    static final Tally NONE = new Tally(0, 0, 0);

    Tally plus(int n, float meanLoss, long newRight) {
      return new Tally(images + n, lossSum + (double) meanLoss * n, right + newRight);
    }

    double loss() {
      return lossSum / images;
    }

    double accuracy() {
      return (double) right / images;
    }
  }

  /** A run over {@code digits}, in an order that the seed decides. */
  Training(Classifier model, Digits digits, Digits validation, int epochs, long seed) {
    this.model = model;
    this.validation = validation;
    this.epochs = epochs;
    this.loader = DataLoader.of(digits.dataset(), BATCH).shuffled(seed);
    this.optimizer = AdamW.of(model.module().parameters(), MAX_LR);
    this.scheduler = OneCycleLR.of(optimizer, MAX_LR, epochs * loader.batches());
  }

  /** The epoch that comes or is under way, from 0. */
  int epoch() {
    return epoch;
  }

  boolean isDone() {
    return epoch == epochs;
  }

  int images() {
    return loader.examples();
  }

  /** How the epochs that have ended went. */
  History history() {
    return history;
  }

  /**
   * Trains until the epoch ends, telling {@code progress} after each batch, or until {@code stop}
   * says so between two batches; returns whether the epoch ended.
   */
  boolean runEpoch(Consumer<Tally> progress, BooleanSupplier stop) {
    model.module().train();
    for (Batch examples : loader.epoch(epoch, batch)) {
      if (stop.getAsBoolean()) {
        return false;
      }
      step(examples);
      batch++;
      progress.accept(tally);
    }
    Evaluation evaluation = Evaluation.of(model, validation);
    history =
        history.plus(
            new History.Epoch(
                tally.loss(), tally.accuracy(), evaluation.loss(), evaluation.accuracy()));
    epoch++;
    batch = 0;
    tally = Tally.NONE;
    return true;
  }

  private void step(Batch examples) {
    Tensor logits = model.call().apply(examples.input());
    Tensor mean = loss.call(logits, examples.target());
    optimizer.zeroGrad();
    mean.backward();
    optimizer.step();
    scheduler.step();
    tally = tally.plus(examples.size(), mean.item(), Evaluation.right(logits, examples.target()));
  }

  /** All that the run needs to go on. */
  Checkpoint state() {
    Philox.State randoms = Randoms.current().state();
    return new Checkpoint()
        .put("model", model.module().stateDict())
        .put("optimizer", optimizer.stateDict())
        .put("scheduler", scheduler.stateDict())
        .put("randoms.seed", randoms.seed())
        .put("randoms.counter", randoms.counter())
        .put("history", history.state())
        .put("epochs", epochs)
        .put("epoch", epoch)
        .put("batch", batch)
        .put("tally.images", tally.images())
        .put("tally.loss_sum", tally.lossSum())
        .put("tally.right", tally.right());
  }

  /** Goes on where {@code saved} was taken, by a run of the same model and as many epochs. */
  void restore(Checkpoint saved) {
    if (saved.integer("epochs") != epochs) {
      throw new DemoException(
          "the run to resume was one of %d epochs; give --epochs %d"
              .formatted(saved.integer("epochs"), saved.integer("epochs")));
    }
    model.module().loadStateDict(saved.part("model").tensors());
    optimizer.loadStateDict(saved.part("optimizer"));
    scheduler.loadStateDict(saved.part("scheduler"));
    Randoms.current()
        .restore(new Philox.State(saved.integer("randoms.seed"), saved.integer("randoms.counter")));
    history = History.restore(saved.part("history"));
    epoch = Math.toIntExact(saved.integer("epoch"));
    batch = Math.toIntExact(saved.integer("batch"));
    tally =
        new Tally(
            saved.integer("tally.images"),
            saved.number("tally.loss_sum"),
            saved.integer("tally.right"));
  }
}
