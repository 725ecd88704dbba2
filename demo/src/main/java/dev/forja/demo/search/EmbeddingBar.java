package dev.forja.demo.search;

import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The progress bar while passages are embedded: their number, the speed and the remaining time. */
final class EmbeddingBar implements AutoCloseable {
  private final ProgressBar bar;

  EmbeddingBar(int passages, PrintStream terminal) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("reading")
            .setInitialMax(passages)
            .setUnit(" passages", 1)
            .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(200)
            .setConsumer(new ConsoleProgressBarConsumer(terminal))
            .build();
  }

  void add(int passages) {
    bar.stepBy(passages);
  }

  @Override
  public void close() {
    bar.close();
  }
}
