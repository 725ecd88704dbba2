package dev.forja.demo.search.watch;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;

/** Prints what was seen, a line for each stage of the model. */
final class InsightTable {
  private InsightTable() {}

  static void print(Insight insight, PrintWriter out) {
    double all = insight.stages().stream().mapToDouble(Insight.Stage::nanos).sum();
    int tokens = insight.tokens().size();
    out.printf(
        Locale.ROOT,
        "%nInside: %d tokens; attention is told in bits, from 0 (one token) to %.2f (all"
            + " alike)%n%n",
        tokens,
        Math.log(tokens) / Math.log(2));
    out.printf("%-16s %7s %7s %7s  attention by head%n", "", "time", "norm", "mean");
    for (Insight.Stage stage : insight.stages()) {
      out.printf(
          Locale.ROOT,
          "%-16s %5.1f %% %7.2f",
          stage.path(),
          100 * stage.nanos() / all,
          stage.norm());
      double[] entropies = stage.entropies();
      if (entropies.length > 0) {
        out.printf(Locale.ROOT, " %7.2f ", Arrays.stream(entropies).average().orElse(0));
        for (double entropy : entropies) {
          out.printf(Locale.ROOT, " %.1f", entropy);
        }
      }
      out.println();
    }
    out.printf(Locale.ROOT, "%n%.2f ms for one query%n", all / 1e6);
    out.flush();
  }
}
