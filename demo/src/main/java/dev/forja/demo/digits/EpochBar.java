package dev.forja.demo.digits;

import dev.forja.demo.terminal.ProgressLine;
import dev.forja.train.EpochReport;
import dev.forja.train.Means;
import dev.forja.train.Progress;
import dev.forja.train.TrainingListener;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The progress bar of an epoch: images seen, images a second, time left, loss and accuracy. */
final class EpochBar implements TrainingListener, AutoCloseable {
  private final int images;
  private final PrintStream terminal;
  private @Nullable ProgressLine line;

  EpochBar(int images, PrintStream terminal) {
    this.images = images;
    this.terminal = terminal;
  }

  @Override
  public void epochStarted(int epoch, int epochs, int batch) {
    line = new ProgressLine("epoch %d/%d".formatted(epoch + 1, epochs), images, "images", terminal);
  }

  @Override
  public void batchEnded(Progress progress) {
    if (line != null) {
      Means means = progress.means();
      line.show(
          means.examples(),
          String.format(
              Locale.ROOT,
              "loss %.4f, accuracy %.2f %%",
              means.loss(),
              100 * means.mean(Training.ACCURACY)));
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
