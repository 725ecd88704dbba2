package dev.forja.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings of a measurement: the options that the command and its forks share. */
public final class Settings {
  @Option(
      names = "--rounds",
      description = "How often each entrant takes its turn in a case (${DEFAULT-VALUE}).")
  int rounds = 15;

  @Option(
      names = "--slot",
      paramLabel = "MS",
      description = "How long a turn lasts at least, in milliseconds (${DEFAULT-VALUE}).")
  int slotMillis = 30;

  @Option(
      names = "--warmup",
      paramLabel = "MS",
      description =
          "How long an entrant runs untimed before the rounds, in milliseconds (${DEFAULT-VALUE});"
              + " again and again, until that makes it no faster and the JVM compiles no more.")
  int warmupMillis = 300;

  @Option(
      names = "--cases",
      paramLabel = "REGEX",
      description = "Only the cases whose label contains a match.")
  @Nullable Pattern cases;

  @Option(
      names = "--entrants",
      paramLabel = "REGEX",
      description = "Only the entrants whose name contains a match; the first always runs.")
  @Nullable Pattern entrants;

  @Option(
      names = "--clock",
      description =
          "What is timed: ${COMPLETION-CANDIDATES}. cpu is the time of all threads of the process:"
              + " for one thread on a busy machine (${DEFAULT-VALUE}).")
  Clock clock = Clock.wall;

  @Option(
      names = "--tiny",
      description = "One small case of each kind, one round: whether it works, not how fast.")
  boolean tiny;

  /** The clock that is read: whose time counts. */
  enum Clock {
    wall,
    cpu
  }

  int rounds() {
    return tiny ? 1 : rounds;
  }

  long slotNanos() {
    return tiny ? 1 : slotMillis * 1_000_000L;
  }

  long warmupNanos() {
    return tiny ? 1 : warmupMillis * 1_000_000L;
  }

  /** The cases of a workload, with the entrants, that these settings select. */
  public List<Case> select(Workload workload) {
    return workload.cases(tiny).stream()
        .filter(c -> cases == null || cases.matcher(c.label()).find())
        .map(c -> new Case(c.label(), c.amount(), c.unit(), c.tolerance(), wanted(c.entrants())))
        .toList();
  }

  private List<Entrant> wanted(List<Entrant> all) {
    Pattern wanted = entrants;
    return wanted == null
        ? all
        : all.stream()
            .filter(e -> e.equals(all.getFirst()) || wanted.matcher(e.name()).find())
            .toList();
  }

  /** These settings as command-line arguments, for a fork. */
  List<String> arguments() {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--rounds=" + rounds,
                "--slot=" + slotMillis,
                "--warmup=" + warmupMillis,
                "--clock=" + clock));
    if (cases != null) {
      args.add("--cases=" + cases);
    }
    if (entrants != null) {
      args.add("--entrants=" + entrants);
    }
    if (tiny) {
      args.add("--tiny");
    }
    return args;
  }
}
