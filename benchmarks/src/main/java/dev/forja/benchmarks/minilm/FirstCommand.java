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

/** Measures the time from the start of a JVM to its first vector, and its peak memory. */
@Command(
    name = "minilm-first",
    description = {
      "The time from the start of a JVM to the first vector of a sentence, and the most memory that"
          + " the process had: Forja beside ONNX Runtime, cold and with an archive of loaded classes.",
      "Plain loops serve the first calls, until vector kernels are compiled; they and the vector"
          + " kernels are measured alone too.",
      "Both cut the text with the demo's tokenizer; Forja maps the weights that the demo keeps,"
          + " ONNX Runtime reads the ONNX file."
    },
    mixinStandardHelpOptions = true)
public final class FirstCommand implements Callable<Integer> {
  private static final List<Kind> COLD =
      List.of(
          new Kind("Forja", "Forja", List.of()),
          new Kind("Forja, scalar kernels", "Forja", List.of("-Dforja.kernels=scalar")),
          new Kind("Forja, vector kernels", "Forja", List.of("-Dforja.kernels=vector")),
          new Kind("ONNX Runtime", "ONNX Runtime", List.of()));

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--rounds", description = "How many JVMs of each kind (${DEFAULT-VALUE}).")
  private int rounds = 7;

  @Option(names = "--threads", description = "For each engine (${DEFAULT-VALUE}).")
  private int threads = 2;

  @Option(names = "--texts", description = "How many texts the first call embeds (1).")
  private int texts = 1;

  @Option(
      names = "--tokens",
      description = "The tokens of each text; 0 for one short sentence (${DEFAULT-VALUE}).")
  private int tokens;

  @Option(
      names = "--jvm",
      paramLabel = "OPTION",
      description = "An option of every JVM, such as -XX:ActiveProcessorCount=1 or -Xmx512m.")
  private List<String> jvm = List.of();

  @Option(names = "--no-archive", description = "Measure nothing with an archive of classes.")
  private boolean noArchive;

  /** An engine in a JVM with these options. */
  private record Kind(String name, String engine, List<String> jvm) {
    Kind with(String more, String option) {
      List<String> options = new ArrayList<>(jvm);
      options.add(option);
      return new Kind(name + more, engine, options);
    }
  }

  /** One start: the seconds to the first vector, and the peak memory in MiB. */
  private record Start(double seconds, double mebibytes) {}

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("forja-first");
    MiniLm.load(folder, System.err::println); // keeps the weights
    List<Kind> kinds = new ArrayList<>();
    for (Kind cold : COLD) {
      Path archive = folder.resolve(cold.name().replaceAll("\\W+", "-") + ".jsa");
      kinds.add(cold);
      if (!noArchive) {
        start(cold.with("", "-XX:ArchiveClassesAtExit=" + archive), folder);
        kinds.add(cold.with(", class archive", "-XX:SharedArchiveFile=" + archive));
      }
    }
    Map<String, List<Start>> starts = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Kind kind : kinds) {
        starts.computeIfAbsent(kind.name(), _ -> new ArrayList<>()).add(start(kind, folder));
      }
    }
    print(starts);
    return 0;
  }

  private void print(Map<String, List<Start>> starts) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-36s %10s %10s %12s%n", "", "least s", "median s", "memory MiB");
    starts.forEach(
        (kind, all) -> {
          double[] seconds = all.stream().mapToDouble(Start::seconds).sorted().toArray();
          double[] memory = all.stream().mapToDouble(Start::mebibytes).sorted().toArray();
          out.printf(
              Locale.ROOT,
              "%-36s %10.3f %10.3f %12.0f%n",
              kind,
              seconds[0],
              seconds[seconds.length / 2],
              memory[memory.length / 2]);
        });
    out.flush();
  }

  private Start start(Kind kind, Path folder) throws IOException, InterruptedException {
    List<String> args =
        List.of(
            kind.engine(),
            folder.toString(),
            OnnxModel.file().toString(),
            Integer.toString(texts),
            Integer.toString(tokens));
    List<String> options = new ArrayList<>(jvm);
    options.addAll(kind.jvm());
    ProcessBuilder builder = Fork.of(threads, options, FirstEmbedding.class.getName(), args);
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
