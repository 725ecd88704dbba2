package dev.forja.benchmarks.cold;

import dev.forja.benchmarks.harness.Fork;
import dev.forja.benchmarks.harness.Json;
import dev.forja.benchmarks.harness.Quantiles;
import dev.forja.benchmarks.harness.Targets;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts fresh JVMs, with each engine in turn, and reports when they deliver their results. */
@Command(
    name = "cold",
    mixinStandardHelpOptions = true,
    description =
        "From the start of a JVM to the first result of a six-layer encoder, and the calls after.")
public final class ColdCommand implements Callable<Integer> {
  private static final List<String> SCALAR = List.of("-Dforja.kernels=scalar");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--rounds", description = "How many JVMs of each kind (${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(
      names = "--seconds",
      description = "How long each goes on after the first result (${DEFAULT-VALUE}).")
  private double seconds = 3;

  @Option(names = "--threads", description = "How many threads each is given (${DEFAULT-VALUE}).")
  private int threads = 2;

  @Option(names = "--tiny", description = "One JVM of each kind, with a small model.")
  private boolean tiny;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the measurements go as JSON (benchmarks/target/cold.json).")
  private @Nullable Path out;

  /** The contents of the JSON file. */
  record Report(int threads, Map<String, List<ColdRun>> runs) {}

  private record Kind(String name, String engine, List<String> jvm) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Targets.folder().resolve("cold"));
    (tiny ? ColdModel.TINY : ColdModel.FULL).write(folder);
    List<Kind> kinds = kinds(folder);
    Map<String, List<ColdRun>> runs = new LinkedHashMap<>();
    for (int round = 0; round < (tiny ? 1 : rounds); round++) {
      for (Kind kind : kinds) {
        System.err.printf("cold: round %d: %s%n", round + 1, kind.name());
        runs.computeIfAbsent(kind.name(), _ -> new ArrayList<>())
            .add(ColdRun.of(jvm(kind, folder, tiny ? 0.1 : seconds)));
      }
    }
    print(runs);
    Path file = out == null ? Targets.folder().resolve("cold.json") : out;
    Json.write(file, new Report(threads, runs));
    spec.commandLine().getOut().printf("%nwritten: %s%n", file);
    return 0;
  }

  private List<Kind> kinds(Path folder) throws IOException, InterruptedException {
    List<Kind> kinds = new ArrayList<>();
    kinds.add(new Kind("Forja", "forja", List.of()));
    if (isOfJars()) {
      Path cache = folder.resolve("forja.aot");
      System.err.println("cold: making an AOT cache");
      Kind training = new Kind("", "forja", List.of("-XX:AOTCacheOutput=" + cache));
      ColdRun.of(jvm(training, folder, tiny ? 0.1 : seconds));
      kinds.add(new Kind("Forja, AOT cache", "forja", List.of("-XX:AOTCache=" + cache)));
    }
    kinds.add(new Kind("Forja, scalar kernels", "forja", SCALAR));
    kinds.add(new Kind("Forja, vector kernels", "forja", List.of("-Dforja.kernels=vector")));
    kinds.add(new Kind("ONNX Runtime", "onnx", List.of()));
    return kinds;
  }

  /** Whether the class path consists of jars; an AOT cache contains only classes from jars. */
  private static boolean isOfJars() {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(System.getProperty("java.class.path"))
        .allMatch(entry -> entry.endsWith(".jar"));
  }

  private ProcessBuilder jvm(Kind kind, Path folder, double goOn) {
    return Fork.of(
        threads,
        kind.jvm(),
        ColdStart.class.getName(),
        List.of(kind.engine(), folder.toString(), Double.toString(goOn), Boolean.toString(tiny)));
  }

  private void print(Map<String, List<ColdRun>> runs) {
    PrintWriter print = spec.commandLine().getOut();
    print.printf(
        "Milliseconds, median of %d JVMs [quartiles], %d threads. fall: until calls stay below"
            + " twice the steady time.%n%n",
        tiny ? 1 : rounds, threads);
    String line = "%-22s  %-20s  %-20s  %-20s  %-20s  %s%n";
    print.printf(line, "", "first result", "2nd call", "10th call", "fall", "steady");
    runs.forEach(
        (name, all) ->
            print.printf(
                line,
                name,
                show(all, ColdRun::first),
                show(all, run -> run.call(1)),
                show(all, run -> run.call(9)),
                show(all, ColdRun::fall),
                show(all, ColdRun::steady)));
  }

  private static String show(List<ColdRun> runs, ToDoubleFunction<ColdRun> value) {
    Quantiles q = Quantiles.of(runs.stream().mapToDouble(value).toArray());
    return String.format(Locale.ROOT, "%.1f [%.1f %.1f]", q.median(), q.low(), q.high());
  }
}
