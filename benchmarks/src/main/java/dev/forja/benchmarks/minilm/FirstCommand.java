package dev.forja.benchmarks.minilm;

import dev.forja.benchmarks.harness.Fork;
import dev.forja.demo.minilm.MiniLm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The time from the start of a JVM to its first vector, and what memory it took at most. */
@Command(
    name = "minilm-first",
    description = {
      "The time from the start of a JVM to the first vector of a sentence, and the most memory that"
          + " the process had: Forja beside ONNX Runtime, cold and with an AOT cache of the JDK.",
      "Both cut the text with the demo's tokenizer; Forja maps the weights that the demo keeps, ONNX"
          + " Runtime reads the ONNX file."
    },
    mixinStandardHelpOptions = true)
public final class FirstCommand implements Callable<Integer> {
  private static final List<String> ENGINES = List.of("Forja", "ONNX Runtime");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--rounds", description = "How many JVMs of each kind (${DEFAULT-VALUE}).")
  private int rounds = 7;

  @Option(names = "--threads", description = "For each engine (${DEFAULT-VALUE}).")
  private int threads = 2;

  /** One start: seconds to the first vector, and MiB at most. */
  private record Start(double seconds, double mebibytes) {}

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("forja-first");
    MiniLm.load(folder, System.err::println); // keeps the weights
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    for (String engine : ENGINES) {
      kinds.put(engine, List.of());
      Path aot = folder.resolve(engine.replace(' ', '-') + ".aot");
      start(engine, folder, List.of("-XX:AOTCacheOutput=" + aot));
      kinds.put(engine + ", AOT cache", List.of("-XX:AOTCache=" + aot));
    }
    Map<String, List<Start>> starts = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, List<String>> kind : kinds.entrySet()) {
        String engine = kind.getKey().split(",", 2)[0];
        starts
            .computeIfAbsent(kind.getKey(), _ -> new ArrayList<>())
            .add(start(engine, folder, kind.getValue()));
      }
    }
    print(starts);
    return 0;
  }

  private void print(Map<String, List<Start>> starts) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-26s %10s %10s %12s%n", "", "least s", "median s", "memory MiB");
    starts.forEach(
        (kind, all) -> {
          double[] seconds = all.stream().mapToDouble(Start::seconds).sorted().toArray();
          double[] memory = all.stream().mapToDouble(Start::mebibytes).sorted().toArray();
          out.printf(
              Locale.ROOT,
              "%-26s %10.3f %10.3f %12.0f%n",
              kind,
              seconds[0],
              seconds[seconds.length / 2],
              memory[memory.length / 2]);
        });
    out.flush();
  }

  private Start start(String engine, Path folder, List<String> jvm)
      throws IOException, InterruptedException {
    List<String> args = List.of(engine, folder.toString(), OnnxModel.file().toString());
    ProcessBuilder builder = Fork.of(threads, jvm, FirstEmbedding.class.getName(), args);
    builder.redirectOutput(ProcessBuilder.Redirect.PIPE);
    long begin = System.nanoTime();
    Process process = builder.start();
    double seconds = Double.NaN;
    double mebibytes = Double.NaN;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(FirstEmbedding.DONE)) {
          seconds = (System.nanoTime() - begin) / 1e9;
        } else if (line.startsWith("VmHWM:")) {
          mebibytes = Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
      }
    }
    int code = process.waitFor();
    if (code != 0 || Double.isNaN(seconds)) {
      throw new IOException(
          "%s ended with code %d".formatted(Arrays.toString(args.toArray()), code));
    }
    return new Start(seconds, mebibytes);
  }
}
