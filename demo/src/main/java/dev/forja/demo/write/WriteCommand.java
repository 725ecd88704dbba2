package dev.forja.demo.write;

import dev.forja.demo.training.RunFolder;
import dev.forja.models.decoder.Gpt2;
import dev.forja.tensor.Randoms;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..*", paramLabel = "SENTENCE", description = "What to continue.")
  private String[] sentence = {};

  @Option(names = "--train", description = "Train the model instead.")
  private boolean train;

  @Option(
      names = "--epochs",
      description = "With --train: how many times as much as the book to read.")
  private int epochs = 6;

  @Option(names = "--seed", description = "Decides what is drawn: the tokens; with --train, all.")
  private long seed = 0;

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
    if (resume && force) {
      throw new ParameterException(
          spec.commandLine(), "--resume goes on with a run that --force would forget: give one");
    }
    return train();
  }

  private int train() {
    RunFolder folder = new RunFolder(out);
    folder.create(resume || force);
    PrintWriter print = spec.commandLine().getOut();
    Book book = Book.mobyDick(SmallGpt.VOCABULARY);
    Randoms.seed(seed);
    Gpt2 model = SmallGpt.create(Training.DROPOUT);
    TrainingRun run = new TrainingRun(model, book, epochs, seed, folder, print, System.err);
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
}
