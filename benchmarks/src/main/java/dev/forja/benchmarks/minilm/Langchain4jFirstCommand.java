package dev.forja.benchmarks.minilm;

import dev.forja.benchmarks.harness.Fork;
import dev.forja.benchmarks.harness.Quantiles;
import dev.forja.benchmarks.harness.Targets;
import dev.forja.demo.minilm.ModelFolder;
import dev.forja.models.ModelJar;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the time from the start of a JVM to its first vector, beside langchain4j. */
@Command(
    name = "langchain4j-first",
    description = {
      "The time from the start of a JVM to the first vector of a sentence: an embedder of Forja whose"
          + " model is a jar, beside langchain4j's own all-MiniLM-L6-v2, cold and in turns.",
      "Fails if the two vectors differ by more than 2e-5 anywhere."
    },
    mixinStandardHelpOptions = true)
public final class Langchain4jFirstCommand implements Callable<Integer> {
  /** The name of the library whose start is measured. */
  static final String FORJA = "Forja";

  private static final List<String> KINDS = List.of(FORJA, "langchain4j");
  private static final double MOST = 2e-5;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--rounds", description = "How many JVMs of each kind (${DEFAULT-VALUE}).")
  private int rounds = 7;

  @Option(names = "--threads", description = "For Forja (${DEFAULT-VALUE}).")
  private int threads = 2;

  /** One start: the seconds to the first vector, and the vector. */
  private record Start(double seconds, List<Double> vector) {}

  @Override
  public Integer call() throws Exception {
    Path jar = pack();
    Map<String, double[]> seconds = new LinkedHashMap<>();
    KINDS.forEach(kind -> seconds.put(kind, new double[rounds]));
    double apart = 0;
    for (int round = 0; round < rounds; round++) {
      List<Double> first = List.of();
      for (String kind : KINDS) {
        Start start = start(kind, jar);
        Objects.requireNonNull(seconds.get(kind))[round] = start.seconds();
        apart = first.isEmpty() ? apart : Math.max(apart, apart(first, start.vector()));
        first = start.vector();
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-14s %10s %10s%n", "", "least s", "median s");
    seconds.forEach(
        (kind, all) ->
            out.printf(
                Locale.ROOT,
                "%-14s %10.3f %10.3f%n",
                kind,
                Arrays.stream(all).min().orElseThrow(),
                Quantiles.of(all).median()));
    out.printf(
        Locale.ROOT, "largest difference of the vectors: %.2e (at most %.0e)%n", apart, MOST);
    out.flush();
    return apart <= MOST ? 0 : 1;
  }

  private static double apart(List<Double> a, List<Double> b) {
    double apart = a.size() == b.size() ? 0 : Double.POSITIVE_INFINITY;
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      apart = Math.max(apart, Math.abs(a.get(i) - b.get(i)));
    }
    return apart;
  }

  /** The model as the jar that a project depends on. */
  private static Path pack() throws IOException {
    Path folder = Targets.folder().resolve(FirstVector.MODEL);
    ModelFolder.write(folder);
    Path jar = folder.resolveSibling(FirstVector.MODEL + ".jar");
    ModelJar.pack(folder, FirstVector.MODEL, jar);
    return jar;
  }

  private Start start(String kind, Path jar) throws IOException, InterruptedException {
    ProcessBuilder builder =
        Fork.of(threads, List.of(), FirstVector.class.getName(), List.of(kind));
    builder.environment().merge("CLASSPATH", jar.toString(), (a, b) -> a + File.pathSeparator + b);
    builder.redirectOutput(ProcessBuilder.Redirect.PIPE);
    long begin = System.nanoTime();
    Process process = builder.start();
    Start start = new Start(Double.NaN, List.of());
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(FirstEmbedding.DONE)) {
          double seconds = (System.nanoTime() - begin) / 1e9;
          String values = line.substring(FirstEmbedding.DONE.length()).strip();
          start =
              new Start(
                  seconds, Arrays.stream(values.split(" ", -1)).map(Double::valueOf).toList());
        }
      }
    }
    int code = process.waitFor();
    if (code != 0 || start.vector().isEmpty()) {
      throw new IOException("the JVM with %s ended with code %d".formatted(kind, code));
    }
    return start;
  }
}
