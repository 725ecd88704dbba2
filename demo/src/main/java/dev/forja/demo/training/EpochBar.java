package dev.forja.demo.training;

import dev.forja.demo.terminal.ProgressLine;
import dev.forja.train.EpochReport;
import dev.forja.train.Means;
import dev.forja.train.Progress;
import dev.forja.train.TrainingListener;
import java.io.PrintStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The progress bar of an epoch: examples seen, examples a second, time left, and means so far. */
public final class EpochBar implements TrainingListener, AutoCloseable {
  private final long examples;
  private final String unit;
  private final Function<Means, String> text;
  private final PrintStream terminal;
  private @Nullable ProgressLine line;

  /**
   * A bar for each epoch of a run.
   *
   * @param examples how many an epoch has
   * @param unit what they are, in the plural
   * @param text what is shown of the means so far
   * @param terminal where it is shown
   */
  public EpochBar(long examples, String unit, Function<Means, String> text, PrintStream terminal) {
    this.examples = examples;
    this.unit = unit;
    this.text = text;
    this.terminal = terminal;
  }

  @Override
  public void epochStarted(int epoch, int epochs, int batch) {
    line = new ProgressLine("epoch %d/%d".formatted(epoch + 1, epochs), examples, unit, terminal);
  }

  @Override
  public void batchEnded(Progress progress) {
    if (line != null) {
      Means means = progress.means();
      line.show(means.examples(), text.apply(means));
    }
  }

  @Override
  public void epochEnded(EpochReport report, boolean best) {
    close();
  }

  @Override
  public void close() {
    if (line != null) {
      line.close();
      line = null;
    }
  }
}
