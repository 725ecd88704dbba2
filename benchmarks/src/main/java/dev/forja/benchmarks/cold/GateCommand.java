package dev.forja.benchmarks.cold;

import dev.forja.benchmarks.encoder.EncoderSize;
import dev.forja.benchmarks.harness.Fork;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs an encoder layer in JVMs of several kinds, each with the kernels that Forja chooses there
 * and with plain loops, to show that the choice costs nothing where the Vector API is slow.
 */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description =
        "An encoder layer with the kernels that are chosen and with plain loops: as usual, with C1"
            + " only, without fused multiply-adds, interpreted.")
public final class GateCommand implements Callable<Integer> {
  private static final String PLAIN = "-Dforja.kernels=scalar";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--batch", description = "Rows of the batch (${DEFAULT-VALUE}).")
  private int batch = 1;

  @Option(names = "--length", description = "Tokens of each row (${DEFAULT-VALUE}).")
  private int length = 128;

  @Option(names = "--threads", description = "For each JVM (${DEFAULT-VALUE}).")
  private int threads = 1;

  @Option(names = "--rounds", description = "How many JVMs of each kind (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--seconds", description = "How long each computes (${DEFAULT-VALUE}).")
  private double seconds = 3;

  /** JVMs that are started with these options. */
  private enum Kind {
    USUAL("C2", ""),
    C1("C1 only", "-XX:TieredStopAtLevel=1"),
    NO_FMA("no fused multiply-add", "-XX:-UseFMA"),
    INTERPRETED("interpreted", "-Xint");

    private final String title;
    private final String option;

    Kind(String title, String option) {
      this.title = title;
      this.option = option;
    }

    /** The options, without empty ones. */
    List<String> with(String more) {
      return Stream.of(option, more).filter(each -> !each.isEmpty()).toList();
    }
  }

  /** What one JVM reported: its kernels, and the milliseconds of the first and the later calls. */
  private record Run(String kernels, double first, double later) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<Kind, List<Run>> chosen = new LinkedHashMap<>();
    Map<Kind, List<Run>> plain = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Kind kind : Kind.values()) {
        chosen.computeIfAbsent(kind, _ -> new ArrayList<>()).add(run(kind.with("")));
        plain.computeIfAbsent(kind, _ -> new ArrayList<>()).add(run(kind.with(PLAIN)));
      }
    }
    print(chosen, plain);
    return 0;
  }

  private void print(Map<Kind, List<Run>> chosen, Map<Kind, List<Run>> plain) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "An encoder layer, %d x %d, %d threads: milliseconds of the first call and of later ones,"
            + " GFLOP/s, medians of %d JVMs%n",
        batch, length, threads, rounds);
    String line = "%-24s %-12s %9s %9s %9s   %9s %9s %9s   %s%n";
    out.printf(
        line, "", "chosen", "first", "later", "GFLOP/s", "plain", "later", "GFLOP/s", "ratio");
    double flops = EncoderSize.miniLm(batch, length).flop();
    for (Kind kind : Kind.values()) {
      List<Run> one = chosen.getOrDefault(kind, List.of());
      List<Run> other = plain.getOrDefault(kind, List.of());
      double later = median(one.stream().mapToDouble(Run::later).toArray());
      double plainLater = median(other.stream().mapToDouble(Run::later).toArray());
      out.printf(
          line,
          kind.title,
          one.getFirst().kernels(),
          show(median(one.stream().mapToDouble(Run::first).toArray())),
          show(later),
          show(flops / later / 1e6),
          show(median(other.stream().mapToDouble(Run::first).toArray())),
          show(plainLater),
          show(flops / plainLater / 1e6),
          show(plainLater / later));
    }
    out.println("ratio: speed with the kernels that were chosen / speed of plain loops");
    out.flush();
  }

  private Run run(List<String> options) throws IOException, InterruptedException {
    List<String> args =
        List.of(Integer.toString(batch), Integer.toString(length), Double.toString(seconds));
    ProcessBuilder builder = Fork.of(threads, options, GateRun.class.getName(), args);
    builder.redirectOutput(ProcessBuilder.Redirect.PIPE);
    Process process = builder.start();
    Run run = null;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(GateRun.RESULT)) {
          StringTokenizer words = new StringTokenizer(line.substring(GateRun.RESULT.length()));
          run =
              new Run(
                  words.nextToken(),
                  Double.parseDouble(words.nextToken()),
                  Double.parseDouble(words.nextToken()));
        }
      }
    }
    int code = process.waitFor();
    if (code != 0 || run == null) {
      throw new IOException("the forked JVM with %s ended with code %d".formatted(options, code));
    }
    return run;
  }

  private static String show(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
