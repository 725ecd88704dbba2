package dev.forja.demo.digits;

import dev.forja.data.TensorDataset.Batch;
import dev.forja.demo.DemoException;
import dev.forja.io.ModelFileException;
import dev.forja.module.LoadException;
import dev.forja.module.Summary;
import dev.forja.optim.TrainingCheckpoint;
import dev.forja.tensor.Compute;
import dev.forja.tensor.Tensor;
import dev.forja.train.EpochReport;
import dev.forja.train.History;
import dev.forja.train.Means;
import dev.forja.train.StopReason;
import dev.forja.train.Trainer;
import dev.forja.train.TrainerBuilder;
import dev.forja.train.TrainingListener;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Trains a model from its first epoch, or from where it was interrupted, to its last. */
final class Run implements TrainingListener {
  private final Classifier model;
  private final Trainer<Batch> trainer;
  private final EpochBar bar;
  private final Results results;
  private final int epochs;
  private final PrintWriter out;
  private final PrintStream terminal;
  private BooleanSupplier interrupted = () -> false;

  Run(
      Classifier model,
      TrainerBuilder<Batch> training,
      int images,
      int epochs,
      Results results,
      PrintWriter out,
      PrintStream terminal) {
    this.model = model;
    this.bar = new EpochBar(images, terminal);
    this.epochs = epochs;
    this.results = results;
    this.out = out;
    this.terminal = terminal;
    this.trainer =
        training
            .checkpoint(results.checkpoint())
            .best(results.model())
            .stopWhen(() -> interrupted.getAsBoolean())
            .listener(bar)
            .listener(this)
            .build();
  }

  /** Goes on where the run in the same folder was interrupted. */
  void resume() {
    TrainingCheckpoint saved = results.loadCheckpoint();
    try {
      if (saved.integer("epochs") != epochs) {
        throw new DemoException(
            "the run to resume has --epochs %d; give the same number, --epochs %d"
                .formatted(saved.integer("epochs"), saved.integer("epochs")));
      }
      trainer.restore(saved);
      if (trainer.history().epochs().size() == epochs) {
        terminal.printf(
            "the run in %s has ended already, after %s; it is tested again%n",
            results.directory(), count(epochs, "epoch"));
      }
    } catch (LoadException | IllegalArgumentException other) {
      throw new DemoException(
          "the run in %s was not one of this command's with the same --model: %s"
              .formatted(
                  results.directory(),
                  String.valueOf(other.getMessage()).lines().findFirst().orElse("")),
          other);
    }
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
        "%n%,d digits to train on, %s, %s kernels, %s%n%n",
        digits.count(),
        count(epochs, "epoch"),
        Compute.kernels(),
        count(Compute.threads(), "thread"));
    out.flush();
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Trains to the end; false if Ctrl-C came before. Whenever it ends, the checkpoint is whole. */
  boolean train() {
    try (Interrupt interrupt = new Interrupt();
        bar) {
      interrupted = interrupt::isRequested;
      model.module().train();
      if (trainer.run(epochs) != StopReason.INTERRUPTED) {
        return true;
      }
      bar.close();
      terminal.printf(
          "%ninterrupted: the run is saved in %s; add --resume to go on%n", results.checkpoint());
      return false;
    } catch (ModelFileException failed) {
      throw new DemoException(failed);
    }
  }

  @Override
  public void epochEnded(EpochReport report, boolean best) {
    out.printf("epoch %d: %s", report.epoch() + 1, text(report.training()));
    out.printf("; validation: %s%n", text(report.judged()));
    out.flush();
  }

  private static String text(Means means) {
    return String.format(
        Locale.ROOT,
        "loss %.6f, accuracy %.2f %%",
        means.loss(),
        100 * means.mean(Training.ACCURACY));
  }

  /** How the epochs that have ended went. */
  History history() {
    return trainer.history();
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
