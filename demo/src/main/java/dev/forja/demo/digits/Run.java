package dev.forja.demo.digits;

import dev.forja.data.TensorDataset.Batch;
import dev.forja.demo.training.EpochBar;
import dev.forja.demo.training.RunFolder;
import dev.forja.demo.training.SavedRun;
import dev.forja.module.Summary;
import dev.forja.tensor.Compute;
import dev.forja.tensor.Tensor;
import dev.forja.train.EpochReport;
import dev.forja.train.History;
import dev.forja.train.Means;
import dev.forja.train.TrainerBuilder;
import dev.forja.train.TrainingListener;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;

/** Trains a model from its first epoch, or from the point of interruption, to its last. */
final class Run implements TrainingListener {
  private final Classifier model;
  private final SavedRun run;
  private final RunFolder results;
  private final int epochs;
  private final PrintWriter out;
  private final PrintStream terminal;

  Run(
      Classifier model,
      TrainerBuilder<Batch> training,
      int images,
      int epochs,
      RunFolder results,
      PrintWriter out,
      PrintStream terminal) {
    this.model = model;
    this.epochs = epochs;
    this.results = results;
    this.out = out;
    this.terminal = terminal;
    this.run =
        new SavedRun(
            training,
            results,
            epochs,
            new EpochBar(images, "images", Run::brief, terminal),
            this,
            terminal);
  }

  /** Resumes the interrupted run in the same folder. */
  void resume() {
    run.resume("--model");
    if (history().epochs().size() == epochs) {
      terminal.printf(
          "the run in %s has ended already, after %s; it is tested again%n",
          results.directory(), count(epochs, "epoch"));
    }
  }

  /** Prints the model: its tree, and a summary of the shapes for one digit. */
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

  /**
   * Trains to the end; false if Ctrl-C interrupted it. The checkpoint is complete in either case.
   */
  boolean train() {
    return run.train(model.module());
  }

  @Override
  public void epochEnded(EpochReport report, boolean best) {
    out.printf("epoch %d: %s", report.epoch() + 1, text(report.training()));
    out.printf("; validation: %s%n", text(report.judged()));
    out.flush();
  }

  private static String brief(Means means) {
    return String.format(
        Locale.ROOT,
        "loss %.4f, accuracy %.2f %%",
        means.loss(),
        100 * means.mean(Training.ACCURACY));
  }

  private static String text(Means means) {
    return String.format(
        Locale.ROOT,
        "loss %.6f, accuracy %.2f %%",
        means.loss(),
        100 * means.mean(Training.ACCURACY));
  }

  /** The history of the finished epochs. */
  History history() {
    return run.history();
  }

  /** Tests the best weights on digits that were never seen, with hooks that look for dead units. */
  Evaluation test(Digits digits) {
    model.load(results);
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

  /** Loads the saved file into {@code fresh} and compares the predictions of both models. */
  void compare(Classifier fresh, Digits digits, Evaluation evaluation) {
    fresh.load(results);
    boolean same = Evaluation.of(fresh, digits).agreesWith(evaluation);
    out.printf(
        "saved to %s; loaded into a fresh model: %s%n",
        results.model(), same ? "the same predictions" : "OTHER PREDICTIONS");
  }
}
