package dev.forja.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the peak memory of a process of each entrant, in a separate fresh JVM, and its time. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = {
      "The most memory that was resident in a JVM that makes one entrant of a workload ready and"
          + " runs it some times; nothing else runs in that JVM.",
      "The JVM itself and the data of the case are part of it, for every entrant alike."
    })
public final class MemoryCommand implements Callable<Integer> {
  private final List<Workload> workloads;
  private final Class<?> main;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "WORKLOAD", description = "Such as encoder or training.")
  private String name = "";

  @Option(names = "--threads", description = "How many each engine is given (${DEFAULT-VALUE}).")
  private int threads = 2;

  @Option(names = "--runs", description = "How often each runs (${DEFAULT-VALUE}).")
  private int runs = 100;

  @Option(
      names = "--cases",
      paramLabel = "REGEX",
      description = "Only the cases whose label contains a match.")
  private @Nullable Pattern cases;

  @Option(
      names = "--jvm",
      paramLabel = "ARGUMENT",
      description = "An argument for every JVM, such as -Xmx256m. May be given more than once.")
  private List<String> jvmArguments = List.of();

  @Option(names = "--tiny", description = "Small cases, and each entrant runs once.")
  private boolean tiny;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the measurements go as JSON (benchmarks/target/memory-<name>.json).")
  private @Nullable Path out;

  /** The contents of the JSON file, by case and entrant. */
  record Report(
      String workload,
      int threads,
      int runs,
      List<String> jvmArguments,
      Map<String, Map<String, Peak>> peaks) {}

  /** The peak resident memory, and the median time of the second half of the runs. */
  record Peak(double mebibytes, double millis) {}

  /**
   * @param main the class that starts the command line in a fork
   */
  public MemoryCommand(List<Workload> workloads, Class<?> main) {
    this.workloads = workloads;
    this.main = main;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Workload workload =
        workloads.stream()
            .filter(w -> w.name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("memory: there is no workload '" + name + "'"));
    Map<String, Map<String, Peak>> all = new LinkedHashMap<>();
    List<Case> every = workload.cases(tiny);
    for (int i = 0; i < every.size(); i++) {
      Case c = every.get(i);
      if (cases == null || cases.matcher(c.label()).find()) {
        System.err.printf("memory: %s%n", c.label());
        all.put(c.label(), peaks(c, i));
      }
    }
    print(all);
    Path file = out == null ? Targets.folder().resolve("memory-" + name + ".json") : out;
    Json.write(file, new Report(name, threads, tiny ? 1 : runs, jvmArguments, all));
    spec.commandLine().getOut().printf("%nwritten: %s%n", file);
    return 0;
  }

  private Map<String, Peak> peaks(Case c, int place) throws IOException, InterruptedException {
    Map<String, Peak> peaks = new LinkedHashMap<>();
    for (int i = 0; i < c.entrants().size(); i++) {
      if (!c.entrants().get(i).yardstick()) {
        peaks.put(c.entrants().get(i).name(), peak(place, i));
      }
    }
    return peaks;
  }

  private Peak peak(int place, int entrant) throws IOException, InterruptedException {
    List<String> args =
        new ArrayList<>(
            List.of(
                MemoryWorkerCommand.NAME,
                name,
                "--case=" + place,
                "--entrant=" + entrant,
                "--runs=" + (tiny ? 1 : runs)));
    if (tiny) {
      args.add("--tiny");
    }
    ProcessBuilder jvm = Fork.of(threads, jvmArguments, main.getName(), args);
    Process process = jvm.redirectOutput(ProcessBuilder.Redirect.PIPE).start();
    double mebibytes = Double.NaN;
    double millis = Double.NaN;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(MemoryWorkerCommand.PEAK)) {
          mebibytes = Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        } else if (line.startsWith(MemoryWorkerCommand.TIME)) {
          millis = Double.parseDouble(line.substring(MemoryWorkerCommand.TIME.length()));
        }
      }
    }
    int code = process.waitFor();
    if (code != 0 || Double.isNaN(mebibytes) || Double.isNaN(millis)) {
      throw new IOException("the forked JVM ended with code " + code);
    }
    return new Peak(mebibytes, millis);
  }

  private void print(Map<String, Map<String, Peak>> all) {
    PrintWriter print = spec.commandLine().getOut();
    print.printf(
        "The most memory of a process, MiB, and the median time of a later run, %s, %d thread%s,"
            + " %d runs each%s%n",
        name,
        threads,
        threads == 1 ? "" : "s",
        tiny ? 1 : runs,
        jvmArguments.isEmpty() ? "" : ", " + String.join(" ", jvmArguments));
    int width = all.keySet().stream().mapToInt(String::length).max().orElse(0);
    all.forEach(
        (label, peaks) -> {
          print.print(label + " ".repeat(width - label.length()));
          peaks.forEach(
              (entrant, peak) ->
                  print.printf(
                      Locale.ROOT, "  %s %.0f, %.2f ms", entrant, peak.mebibytes, peak.millis));
          print.println();
        });
  }
}
