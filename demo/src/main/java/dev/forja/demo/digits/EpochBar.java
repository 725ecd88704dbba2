package dev.forja.demo.digits;

import dev.forja.train.EpochReport;
import dev.forja.train.Means;
import dev.forja.train.Progress;
import dev.forja.train.TrainingListener;
import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** The progress bar of an epoch: images seen, images a second, time left, loss and accuracy. */
final class EpochBar implements TrainingListener, AutoCloseable {
  private final int images;
  private final PrintStream terminal;
  private @Nullable ProgressBar bar;

  EpochBar(int images, PrintStream terminal) {
    this.images = images;
    this.terminal = terminal;
  }

  @Override
  public void epochStarted(int epoch, int epochs, int batch) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("epoch %d/%d".formatted(epoch + 1, epochs))
            .setInitialMax(images)
            .setUnit(" images", 1)
            .showSpeed()
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(200)
            .setConsumer(new ConsoleProgressBarConsumer(terminal))
            .build();
  }

  @Override
  public void batchEnded(Progress progress) {
    if (bar != null) {
      Means means = progress.means();
      bar.stepTo(means.examples());
      bar.setExtraMessage(
          String.format(
              Locale.ROOT,
              "loss %.4f accuracy %.2f %%",
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
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
