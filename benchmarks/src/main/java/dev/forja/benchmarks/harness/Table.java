package dev.forja.benchmarks.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A {@link Report.Part} as text: a row for each case, a column for each peer. */
final class Table {
  private final List<List<String>> lines = new ArrayList<>();

  private double limit;

  private Table() {}

  static String of(String workload, Report.Part part) {
    Table table = new Table();
    Set<String> peers = new TreeSet<>();
    part.cases().forEach(c -> peers.addAll(c.speed().keySet()));
    table.head(part, peers);
    table.limit = part.machine().gflops();
    part.cases().forEach(c -> table.row(c, peers));
    table.summaries(part, peers);
    return "%s, %d thread%s, %s, %s kernels%n"
            .formatted(
                workload,
                part.threads(),
                part.threads() == 1 ? "" : "s",
                part.machine().processor(),
                part.machine().kernels())
        + table.text();
  }

  /** A line for each entrant of each case: its median time, and the bytes that a run allocates. */
  static String each(Report.Part part) {
    Table table = new Table();
    table.lines.add(List.of("", "", "time", "heap"));
    for (Measured c : part.cases()) {
      for (Measured.Times times : c.entrants()) {
        String heap = String.format(Locale.ROOT, "%,d B", times.heapBytes());
        table.lines.add(List.of(c.label(), times.name(), time(times.median()), heap));
      }
    }
    return table.text();
  }

  /** The meaning of the numbers in all tables. */
  static String legend(int rounds) {
    return """
    Speed of Forja / speed of the peer: above 1 Forja is faster. Median of %d rounds [quartiles],
    then = the fastest round of Forja against the peer's fastest. Results agreed before timing.
    Beside a rate in GFLOP/s: its share of what the multipliers alone give on as many threads.
    """
        .formatted(rounds);
  }

  private void head(Report.Part part, Set<String> peers) {
    List<String> head = new ArrayList<>(List.of("", "time", "rate", "heap"));
    if (!part.cases().isEmpty()) {
      head.set(1, part.cases().getFirst().entrants().getFirst().name());
    }
    head.addAll(peers);
    lines.add(head);
  }

  private void row(Measured c, Set<String> peers) {
    Measured.Times ours = c.entrants().getFirst();
    List<String> line = new ArrayList<>();
    line.add(c.label());
    line.add(time(ours.median()));
    line.add(
        String.format(Locale.ROOT, "%.1f ", c.unit().rate(c.amount(), ours.median()))
            + c.unit().rateName()
            + share(c));
    line.add(bytes(ours.heapBytes()));
    Map<String, Quantiles> speed = c.speed();
    Map<String, Double> best = c.bestSpeed();
    for (String peer : peers) {
      Quantiles q = speed.get(peer);
      line.add(
          q == null
              ? "-"
              : String.format(
                  Locale.ROOT,
                  "%.2f [%.2f %.2f] =%.2f",
                  q.median(),
                  q.low(),
                  q.high(),
                  best.getOrDefault(peer, 0.0)));
    }
    lines.add(line);
  }

  /** The share of the multipliers' limit. */
  private String share(Measured c) {
    return c.unit() == Case.Unit.FLOP && limit > 0
        ? String.format(
            Locale.ROOT,
            " %.0f %%",
            100 * c.unit().rate(c.amount(), c.entrants().getFirst().median()) / limit)
        : "";
  }

  private void summaries(Report.Part part, Set<String> peers) {
    Map<String, List<Double>> medians = new LinkedHashMap<>();
    Map<String, List<Double>> bests = new LinkedHashMap<>();
    for (Measured c : part.cases()) {
      c.speed()
          .forEach((p, q) -> medians.computeIfAbsent(p, _ -> new ArrayList<>()).add(q.median()));
      c.bestSpeed().forEach((p, b) -> bests.computeIfAbsent(p, _ -> new ArrayList<>()).add(b));
    }
    List<String> mean = new ArrayList<>(List.of("geometric mean", "", "", ""));
    List<String> lowest = new ArrayList<>(List.of("lowest", "", "", ""));
    for (String peer : peers) {
      List<Double> m = medians.getOrDefault(peer, List.of());
      List<Double> b = bests.getOrDefault(peer, List.of());
      mean.add(String.format(Locale.ROOT, "%.2f =%.2f", geometricMean(m), geometricMean(b)));
      lowest.add(String.format(Locale.ROOT, "%.2f =%.2f", least(m), least(b)));
    }
    lines.add(mean);
    lines.add(lowest);
  }

  private static double geometricMean(List<Double> values) {
    return Math.exp(values.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
  }

  private static double least(List<Double> values) {
    return values.stream().mapToDouble(v -> v).min().orElse(Double.NaN);
  }

  private static String time(double nanos) {
    if (nanos < 1e6) {
      return String.format(Locale.ROOT, "%.1f us", nanos / 1e3);
    }
    return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
  }

  private static String bytes(long bytes) {
    return bytes < 10_000 ? bytes + " B" : String.format(Locale.ROOT, "%.2f MB", bytes / 1e6);
  }

  private String text() {
    int[] widths = new int[lines.getFirst().size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String pad = " ".repeat(widths[i] - line.get(i).length());
        row.append(i == 0 || i > 3 ? line.get(i) + pad : pad + line.get(i)).append("  ");
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
