package dev.forja.demo.digits;

import dev.forja.demo.DemoException;
import dev.forja.demo.training.RunFolder;
import dev.forja.tensor.Randoms;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a network on 8,000 handwritten digits and tests it on 2,000 others. */
@Command(
    name = "digits",
    description = "Trains a network on 8,000 handwritten digits and tests it on 2,000 others.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class DigitsCommand implements Callable<Integer> {
  private static final int INTERRUPTED = 130;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--model", description = "The network: ${COMPLETION-CANDIDATES}.")
  private Classifier.Kind kind = Classifier.Kind.cnn;

  @Option(names = "--epochs", description = "The number of epochs: how often it sees every digit.")
  private int epochs = 5;

  @Option(
      names = "--seed",
      description = "Decides the initial weights, dropout, and the order of the digits.")
  private long seed = 0;

  @Option(names = "--out", description = "The folder for the model and the checkpoint.")
  private Path out = Path.of("out", "digits");

  @Option(
      names = "--resume",
      description = "Go on with the run that was interrupted in the same folder.")
  private boolean resume;

  @Option(names = "--force", description = "Forget the run that lies in the same folder.")
  private boolean force;

  @Option(
      names = "--predict",
      paramLabel = "FILE",
      description = "Do not train: recognise the digit in a picture with the model in the folder.")
  private @Nullable Path picture;

  @Option(
      names = "--data",
      description =
          "A folder with four gzipped IDX files under MNIST's names, instead of the demo's own.")
  private @Nullable Path data;

  @Option(
      names = "--validation",
      description = "The number of digits held out of training to determine the best epoch.")
  private int held = 400;

  @Option(names = "--limit", description = "Train only on the first digits, as many as given.")
  private @Nullable Integer limit;

  @Override
  public Integer call() {
    check();
    RunFolder results = new RunFolder(out);
    if (picture != null) {
      return predict(results, picture);
    }
    results.create(resume || force);
    Digits all = Digits.training(data);
    Digits test = Digits.test(data);
    int learnt = all.count() - held;
    if (learnt < 1) {
      throw new DemoException(
          "the training data has %d digits; %d are held out for validation, so more are needed"
              .formatted(all.count(), held));
    }
    Digits digits = all.slice(0, limit == null ? learnt : Math.min(limit, learnt));
    Digits validation = all.slice(learnt, held);

    Randoms.seed(seed);
    Classifier model = kind.create();
    PrintWriter print = spec.commandLine().getOut();
    Run run =
        new Run(
            model,
            Training.of(model, digits, validation, epochs, seed),
            digits.count(),
            epochs,
            results,
            print,
            System.err);
    if (resume) {
      run.resume();
    } else {
      results.forget();
    }
    run.describe(digits);
    if (!run.train()) {
      return INTERRUPTED;
    }
    Evaluation evaluation = run.test(test);
    run.compare(kind.create(), test, evaluation);
    Gallery gallery = new Gallery(results);
    gallery.curves(run.history());
    gallery.mistakes(evaluation, test);
    gallery.featureMaps(model, test, 0);
    print.printf("pictures: %s%n", results.directory().resolve("*.png"));
    print.flush();
    return 0;
  }

  private int predict(RunFolder results, Path file) {
    Classifier model = kind.create();
    model.load(results);
    Prediction.print(model, file, spec.commandLine().getOut());
    return 0;
  }

  private void check() {
    atLeastOne("--epochs", epochs);
    atLeastOne("--validation", held);
    atLeastOne("--limit", limit == null ? 1 : limit);
    if (resume && force) {
      throw new ParameterException(
          spec.commandLine(), "--resume goes on with a run that --force would forget: give one");
    }
  }

  private void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new ParameterException(
          spec.commandLine(), "%s is %d, but must be at least 1".formatted(option, value));
    }
  }
}
