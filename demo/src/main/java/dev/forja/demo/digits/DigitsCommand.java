package dev.forja.demo.digits;

import dev.forja.demo.DemoException;
import dev.forja.io.SafetensorsException;
import dev.forja.kernel.Kernels;
import dev.forja.nn.Summary;
import dev.forja.tensor.Randoms;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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
public final class DigitsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--model", description = "The network: ${COMPLETION-CANDIDATES}.")
  private Classifier.Kind kind = Classifier.Kind.mlp;

  @Option(names = "--epochs", description = "How often it sees every digit.")
  private int epochs = 5;

  @Option(
      names = "--seed",
      description = "Decides the initial weights and the order of the digits.")
  private long seed = 0;

  @Option(names = "--out", description = "The folder that model.safetensors is written to.")
  private Path out = Path.of("out", "digits");

  @Option(
      names = "--data",
      description =
          "A folder with four gzipped IDX files of MNIST's names, instead of the demo's own.")
  private @Nullable Path data;

  @Override
  public void run() {
    if (epochs < 1) {
      throw new ParameterException(
          spec.commandLine(), "--epochs is %d, but must be at least 1".formatted(epochs));
    }
    PrintWriter print = spec.commandLine().getOut();
    createDirectory();
    Digits training = Digits.training(data);
    Digits test = Digits.test(data);
    Randoms.seed(seed);
    Classifier model = kind.create();
    describe(model, training, print);
    train(model, training, print);
    test(model, test, print);
    saveAndLoad(model, test, print);
  }

  private void createDirectory() {
    try {
      Files.createDirectories(out);
    } catch (IOException refused) {
      throw new DemoException("cannot create the folder " + out + " for the results", refused);
    }
    if (!Files.isWritable(out)) {
      throw new DemoException("cannot write to the folder " + out);
    }
  }

  private void describe(Classifier model, Digits digits, PrintWriter print) {
    print.println(model.module());
    print.println();
    print.print(
        Summary.of(model.module(), () -> model.call().apply(digits.images().narrow(0, 0, 1))));
    print.printf(
        "%n%d digits, %d epochs, seed %d, %s kernels%n%n",
        digits.count(), epochs, seed, Kernels.get().name());
    print.flush();
  }

  private void train(Classifier model, Digits digits, PrintWriter print) {
    Training training = new Training(model, digits, epochs, seed);
    while (!training.isDone()) {
      int epoch = training.epoch();
      try (EpochBar bar = new EpochBar(epoch, epochs, training.images(), System.err)) {
        training.runEpoch(bar::show, () -> false);
      }
      print.printf(
          Locale.ROOT,
          "epoch %d: loss %.6f, accuracy %.2f %%%n",
          epoch + 1,
          training.tally().loss(),
          100 * training.tally().accuracy());
      print.flush();
    }
  }

  private static void test(Classifier model, Digits digits, PrintWriter print) {
    try (DeadUnits dead = new DeadUnits(model.module())) {
      Evaluation evaluation = Evaluation.of(model, digits);
      print.printf(
          Locale.ROOT,
          "%ntest: %.2f %% of %d digits that it never saw%n",
          100 * evaluation.accuracy(),
          digits.count());
      print.printf(
          "dead ReLU units (0 for every test digit), counted by hooks:%n%s", dead.report());
    }
  }

  private void saveAndLoad(Classifier model, Digits digits, PrintWriter print) {
    Path file = out.resolve("model.safetensors");
    Classifier fresh = kind.create();
    try {
      model.module().save(file);
      fresh.module().load(file);
    } catch (SafetensorsException failed) {
      throw new DemoException(failed.getMessage(), failed);
    }
    boolean same = Evaluation.of(model, digits).agreesWith(Evaluation.of(fresh, digits));
    if (!same) {
      throw new DemoException("the model loaded from " + file + " predicts otherwise");
    }
    print.printf("saved to %s; loaded into a fresh model: the same predictions%n", file);
  }
}
