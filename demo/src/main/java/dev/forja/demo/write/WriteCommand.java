package dev.forja.demo.write;

import dev.forja.demo.training.RunFolder;
import dev.forja.models.GenerateOptions;
import dev.forja.models.decoder.Gpt2;
import dev.forja.tensor.Randoms;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Continues a sentence with a small language model, or trains it. */
@Command(
    name = "write",
    description = "Continues a sentence with a small language model that was trained on Moby-Dick.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class WriteCommand implements Callable<Integer> {
  private static final int INTERRUPTED = 130;

  private static final List<String> TRAINING =
      List.of("--epochs", "--limit", "--out", "--resume", "--force");
  private static final List<String> WRITING =
      List.of("--length", "--temperature", "--top-p", "--watch", "--model");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "SENTENCE",
      showDefaultValue = Visibility.NEVER,
      description = "What to continue.")
  private String[] sentence = {};

  @Option(
      names = "--length",
      description = "How many tokens to write at most; a token is a word or a part of one.")
  private int length = 100;

  @Option(
      names = "--temperature",
      description =
          "How bold it is: below 1 it keeps to likely tokens, and 0 takes the most likely one each"
              + " time.")
  private double temperature = 0.6;

  @Option(
      names = "--top-p",
      description = "It draws from the most likely tokens, which together have this probability.")
  private double topP = 0.9;

  @Option(
      names = "--seed",
      description =
          "Decides what is drawn: the same seed gives the same text, and with --train the same"
              + " model.")
  private long seed = 0;

  @Option(
      names = "--watch",
      description =
          "Also show what happens inside the model: the entropy of each token, and the heads that"
              + " look back farthest.")
  private boolean watch;

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      description =
          "The model: a folder that --train has written, or another one with Hugging Face's files."
              + " Default: the one that ships with the demo.")
  private @Nullable Path model;

  @Option(names = "--train", description = "Train a model instead, as the one that ships.")
  private boolean train;

  @Option(
      names = "--epochs",
      description = "With --train: how often it reads as many tokens as the book has.")
  private int epochs = 6;

  @Option(
      names = "--limit",
      paramLabel = "TOKENS",
      description = "With --train: use only so many tokens of the book, to try it in a minute.")
  private @Nullable Integer limit;

  @Option(names = "--out", description = "With --train: the folder for the model and checkpoint.")
  private Path out = Path.of("out", "write");

  @Option(
      names = "--resume",
      description = "With --train: go on with the run that was interrupted in the same folder.")
  private boolean resume;

  @Option(
      names = "--force",
      description = "With --train: forget the run that lies in the same folder.")
  private boolean force;

  @Override
  public Integer call() {
    check();
    if (train) {
      return train();
    }
    Writer.load(model).write(String.join(" ", sentence), options(), watch, spec.commandLine());
    return 0;
  }

  private GenerateOptions options() {
    GenerateOptions options =
        GenerateOptions.defaults().withMaxNewTokens(length).withTopP(topP).withSeed(seed);
    return temperature == 0 ? options : options.withDoSample(true).withTemperature(temperature);
  }

  private int train() {
    RunFolder folder = new RunFolder(out);
    folder.create(resume || force);
    PrintWriter print = spec.commandLine().getOut();
    Book whole = Book.mobyDick(SmallGpt.VOCABULARY);
    Book book = limit == null ? whole : whole.limited(limit);
    Randoms.seed(seed);
    Gpt2 gpt = SmallGpt.create(Training.DROPOUT);
    TrainingRun run = new TrainingRun(gpt, book, epochs, seed, folder, print, System.err);
    if (resume) {
      run.resume();
    } else {
      folder.forget();
    }
    if (!run.train()) {
      return INTERRUPTED;
    }
    run.finish();
    return 0;
  }

  private void check() {
    for (String option : train ? WRITING : TRAINING) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw wrong(
            option + (train ? " is for writing: leave it or --train out" : " needs --train"));
      }
    }
    if (train && sentence.length > 0) {
      throw wrong("--train takes no sentence: leave it or --train out");
    }
    if (!train && String.join(" ", sentence).isBlank()) {
      throw wrong("give a sentence to continue, such as: demo/run write \"The whale\"");
    }
    if (resume && force) {
      throw wrong("--resume goes on with a run that --force would forget: give one");
    }
    if (limit != null && limit <= Training.TOKENS) {
      throw wrong(
          "--limit is %d, but must be above %d, the tokens of a batch"
              .formatted(limit, Training.TOKENS));
    }
    atLeastOne("--length", length);
    atLeastOne("--epochs", epochs);
    if (!(temperature >= 0 && Double.isFinite(temperature))) {
      throw wrong("--temperature is %s, but must be at least 0".formatted(temperature));
    }
    if (!(topP > 0 && topP <= 1)) {
      throw wrong("--top-p is %s, but must be above 0 and at most 1".formatted(topP));
    }
  }

  private void atLeastOne(String option, int value) {
    if (value < 1) {
      throw wrong("%s is %d, but must be at least 1".formatted(option, value));
    }
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}
