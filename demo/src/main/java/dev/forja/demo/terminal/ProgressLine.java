package dev.forja.demo.terminal;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A line of the terminal that shows how far a piece of work has come. If the output goes to a file
 * or to another program, nothing is printed, since a line that is written again and again would
 * fill it. For one thread at a time.
 */
public final class ProgressLine implements AutoCloseable {
  private static final int UPDATE_MILLIS = 200;

  private final @Nullable ProgressBar bar;

  /**
   * Starts a line.
   *
   * @param task what is being done
   * @param most the number of steps
   * @param unit what a step is, in the plural
   * @param terminal where the line is printed
   */
  public ProgressLine(String task, long most, String unit, PrintStream terminal) {
    bar =
        Terminal.isInteractive()
            ? new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(most)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setRenderer(new ProgressText(unit))
                .setConsumer(new ConsoleProgressBarConsumer(terminal, Terminal.width() - 1))
                .build()
            : null;
  }

  /** Says how many steps are done, and something about the work so far. */
  public void show(long done, String message) {
    if (bar != null) {
      bar.stepTo(done);
      bar.setExtraMessage(message);
    }
  }

  /** Adds steps that are done. */
  public void add(long steps) {
    if (bar != null) {
      bar.stepBy(steps);
    }
  }

  /** Prints the last state, and ends the line. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
