package dev.forja.demo.terminal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * Writes the state of a piece of work into one line. The line never exceeds the width of the
 * terminal: if it is narrow, the less important parts are left out, and the message stays.
 */
final class ProgressText implements ProgressBarRenderer {
  private static final int SHORTEST_BAR = 8;
  private static final int LONGEST_BAR = 30;

  private final String unit;

  ProgressText(String unit) {
    this.unit = unit;
  }

  @Override
  public String render(ProgressState state, int width) {
    return line(
        state.getTaskName(),
        state.getCurrent(),
        state.getMax(),
        state.getElapsedAfterStart(),
        state.getExtraMessage(),
        width);
  }

  /** The line, padded with spaces to the width, so that it covers a longer one before it. */
  String line(String task, long done, long most, Duration spent, String message, int width) {
    String head =
        String.format(Locale.ROOT, "%s %3d %%", task, most == 0 ? 100 : 100 * done / most);
    double perSecond = done / Math.max(spent.toMillis() / 1000.0, 0.001);
    List<String> parts = new ArrayList<>(List.of(message, "", "", ""));
    if (done > 0 && done < most) {
      parts.set(1, clock(Math.round((most - done) / perSecond)) + " left");
    }
    if (done > 0) {
      parts.set(2, String.format(Locale.ROOT, "%.1f %s/s", perSecond, unit));
    }
    parts.set(3, String.format(Locale.ROOT, "%,d of %,d", done, most));
    StringBuilder tail = new StringBuilder();
    for (String part : parts) {
      int room = width - head.length() - 1 - SHORTEST_BAR - tail.length();
      if (!part.isEmpty() && part.length() + 2 <= room) {
        tail.append(tail.isEmpty() ? "  " : ", ").append(part);
      }
    }
    int bar = Math.min(LONGEST_BAR, width - head.length() - 1 - tail.length());
    String line = bar < SHORTEST_BAR ? head : head + ' ' + bar(done, most, bar) + tail;
    return line.length() > width
        ? line.substring(0, width)
        : line + " ".repeat(width - line.length());
  }

  private static String bar(long done, long most, int cells) {
    int full = most == 0 ? cells : (int) (cells * done / most);
    return "█".repeat(full) + "░".repeat(cells - full);
  }

  private static String clock(long seconds) {
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
