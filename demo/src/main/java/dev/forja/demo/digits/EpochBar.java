package dev.forja.demo.digits;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The progress bar of one epoch: images seen, images a second, time left, loss and accuracy. */
final class EpochBar implements AutoCloseable {
  private final ProgressBar bar;

  EpochBar(int epoch, int epochs, int images, PrintStream terminal) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("epoch %d/%d".formatted(epoch + 1, epochs))
            .setInitialMax(images)
            .setUnit(" images", 1)
            .showSpeed()
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(200)
            .setConsumer(new me.tongfei.progressbar.ConsoleProgressBarConsumer(terminal))
            .build();
  }

  void show(Training.Tally tally) {
    bar.stepTo(tally.images());
    bar.setExtraMessage(
        String.format(
            Locale.ROOT, "loss %.4f accuracy %.2f %%", tally.loss(), 100 * tally.accuracy()));
  }

  @Override
  public void close() {
    bar.close();
  }
}
