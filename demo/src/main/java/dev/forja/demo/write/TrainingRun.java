package dev.forja.demo.write;

import dev.forja.demo.DemoException;
import dev.forja.demo.training.EpochBar;
import dev.forja.demo.training.RunFolder;
import dev.forja.demo.training.SavedRun;
import dev.forja.io.ModelFileException;
import dev.forja.models.GenerateOptions;
import dev.forja.models.TextGenerator;
import dev.forja.models.decoder.Gpt2;
import dev.forja.tensor.Compute;
import dev.forja.train.EpochReport;
import dev.forja.train.Goal;
import dev.forja.train.Means;
import dev.forja.train.TrainingListener;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;

/** Trains the model from its first epoch, or from the point of interruption, to its last. */
final class TrainingRun implements TrainingListener {
  private static final String SAMPLE = "The whale";
  private static final int SAVE_EVERY = 50;

  private final Gpt2 model;
  private final Book book;
  private final SavedRun run;
  private final RunFolder folder;
  private final int epochs;
  private final PrintWriter out;

  TrainingRun(
      Gpt2 model,
      Book book,
      int epochs,
      long seed,
      RunFolder folder,
      PrintWriter out,
      PrintStream terminal) {
    this.model = model;
    this.book = book;
    this.epochs = epochs;
    this.folder = folder;
    this.out = out;
    this.run =
        new SavedRun(
            Training.of(model, book, epochs, seed).checkpointEvery(SAVE_EVERY),
            folder,
            epochs,
            new EpochBar(book.training().size(), "tokens", TrainingRun::text, terminal),
            this,
            terminal);
  }

  private static String text(Means means) {
    return String.format(Locale.ROOT, "loss %.4f", means.loss());
  }

  /** Goes on with the run that was interrupted in the same folder. */
  void resume() {
    run.resume("options");
  }

  /**
   * Trains to the end; false if Ctrl-C interrupted it. The checkpoint is complete in either case.
   */
  boolean train() {
    out.printf(
        "%,d values; %,d tokens to train on and %,d held out; %d epochs, %s kernels, %d threads%n%n",
        model.parameters().stream().mapToLong(parameter -> parameter.count()).sum(),
        book.training().size(),
        book.heldOut().size(),
        epochs,
        Compute.kernels(),
        Compute.threads());
    out.flush();
    return run.train(model);
  }

  @Override
  public void epochEnded(EpochReport report, boolean best) {
    model.eval();
    TextGenerator writer = TextGenerator.of(model, book.tokenizer(), SmallGpt.LENGTH, 0);
    GenerateOptions options =
        GenerateOptions.defaults()
            .withMaxNewTokens(40)
            .withDoSample(true)
            .withTemperature(0.8)
            .withSeed(report.epoch());
    String sample = writer.generate(SAMPLE, options);
    model.train();
    LossCurve.write(run.history(), folder.picture("curves"));
    out.printf(
        Locale.ROOT,
        "epoch %d: loss %.4f; held out: loss %.4f%s%n    %s%s%n",
        report.epoch() + 1,
        report.training().loss(),
        report.judged().loss(),
        best ? ", best" : "",
        SAMPLE,
        sample.replace("\n", "\n    "));
    out.flush();
  }

  /** Writes the learning curve, and the model with the lowest loss on what was held out. */
  void finish() {
    EpochReport best = run.history().best(Goal.lowest(Means.LOSS));
    out.printf(
        Locale.ROOT,
        "%nbest: epoch %d, with a loss of %.4f on what was held out%n",
        best.epoch() + 1,
        best.judged().loss());
    try {
      model.load(folder.model());
    } catch (ModelFileException failed) {
      throw new DemoException(failed);
    }
    ModelFolder.write(folder.directory().resolve("model"), model, book);
    out.printf("the curves: %s%n", folder.picture("curves"));
    out.printf("the model: %s%n", folder.directory().resolve("model"));
    out.flush();
  }
}
