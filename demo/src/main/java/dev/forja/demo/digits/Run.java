package dev.forja.demo.digits;

import dev.forja.kernel.Kernels;
import dev.forja.kernel.Parallel;
import dev.forja.nn.Summary;
import dev.forja.tensor.Tensor;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;

/** Trains a model from its first epoch, or from where it was interrupted, to its last. */
final class Run {
  private final Classifier model;
  private final Training training;
  private final Results results;
  private final int epochs;
  private final PrintWriter out;
  private final PrintStream terminal;

  Run(
      Classifier model,
      Training training,
      int epochs,
      Results results,
      PrintWriter out,
      PrintStream terminal) {
    this.model = model;
    this.training = training;
    this.epochs = epochs;
    this.results = results;
    this.out = out;
    this.terminal = terminal;
  }

  /** Prints the model: its tree, and what one digit becomes on its way through it. */
  void describe(Digits digits) {
    out.println(model.module());
    out.println();
    Tensor image = digits.images().narrow(0, 0, 1);
    out.print(
        Summary.of(
            model.module().eval(),
            () -> {
              Tensor _ = model.call().apply(image);
            }));
    out.printf(
        "%n%,d digits to train on, %d epochs, %s kernels, %d threads%n%n",
        training.images(), epochs, Kernels.get().name(), Parallel.threads());
    out.flush();
  }

  /** Trains to the end; false if Ctrl-C came before. Whenever it ends, the checkpoint is whole. */
  boolean train() {
    try (Interrupt interrupt = new Interrupt()) {
      results.save(training.state());
      while (!training.isDone()) {
        if (!epoch(interrupt)) {
          results.save(training.state());
          terminal.printf(
              "%ninterrupted: the run is saved in %s; add --resume to go on%n",
              results.checkpoint());
          return false;
        }
        if (training.history().lastIsBest()) {
          results.save(model);
        }
        results.save(training.state());
        out.printf("epoch %d: %s%n", training.epoch(), training.history().epochs().getLast());
        out.flush();
      }
      return true;
    }
  }

  private boolean epoch(Interrupt interrupt) {
    try (EpochBar bar = new EpochBar(training.epoch(), epochs, training.images(), terminal)) {
      return training.runEpoch(bar::show, interrupt::isRequested);
    }
  }

  /** Tests the best weights on digits that were never seen, with hooks that look for dead units. */
  Evaluation test(Digits digits) {
    results.load(model);
    try (DeadUnits dead = new DeadUnits(model.module())) {
      Evaluation evaluation = Evaluation.of(model, digits);
      out.printf(
          Locale.ROOT,
          "%ntest: %.2f %% of %,d digits that it never saw%n",
          100 * evaluation.accuracy(),
          digits.count());
      out.printf("dead ReLU units, 0 for every test digit:%n%s", dead.report());
      return evaluation;
    }
  }

  /** Loads the file that was written into {@code fresh} and compares what both predict. */
  void compare(Classifier fresh, Digits digits, Evaluation evaluation) {
    results.load(fresh);
    boolean same = Evaluation.of(fresh, digits).agreesWith(evaluation);
    out.printf(
        "saved to %s; loaded into a fresh model: %s%n",
        results.model(), same ? "the same predictions" : "OTHER PREDICTIONS");
  }
}
