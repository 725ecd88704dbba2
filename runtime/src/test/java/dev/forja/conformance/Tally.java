package dev.forja.conformance;

import dev.forja.kernel.Kernels;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts the outcomes of the cases by kind, and prints them. */
final class Tally {
  private final Map<String, Map<Outcome, Integer>> kinds = new LinkedHashMap<>();
  private final Map<Outcome, Integer> all = new EnumMap<>(Outcome.class);

  enum Outcome {
    PASSED,
    FAILED
  }

  void count(Case testCase, Outcome outcome) {
    kinds
        .computeIfAbsent(testCase.kind(), _ -> new EnumMap<>(Outcome.class))
        .merge(outcome, 1, Integer::sum);
    all.merge(outcome, 1, Integer::sum);
  }

  /** One line for each kind, and one for the total. */
  String report() {
    StringBuilder report = new StringBuilder();
    report.append("%s kernels%n".formatted(Kernels.get().name()));
    kinds.forEach(
        (kind, counts) -> {
          int cases = counts.values().stream().mapToInt(Integer::intValue).sum();
          report.append("%-10s %3d cases: %s%n".formatted(kind, cases, show(counts)));
        });
    return report.append(show(all)).toString();
  }

  private static String show(Map<Outcome, Integer> counts) {
    return "%d passed, %d failed"
        .formatted(counts.getOrDefault(Outcome.PASSED, 0), counts.getOrDefault(Outcome.FAILED, 0));
  }
}
