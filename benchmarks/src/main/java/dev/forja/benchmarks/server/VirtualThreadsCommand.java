package dev.forja.benchmarks.server;

import dev.forja.benchmarks.encoder.EncoderSize;
import dev.forja.benchmarks.encoder.ForjaEncoder;
import dev.forja.benchmarks.harness.Json;
import dev.forja.benchmarks.harness.Quantiles;
import dev.forja.benchmarks.harness.Targets;
import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Compares one virtual thread per call with a fixed pool of platform threads that make the same
 * calls. Both take turns in one JVM, so they share compiled code and packed weights.
 */
@Command(
    name = "virtual-threads",
    mixinStandardHelpOptions = true,
    description = {
      "Calls of one encoder layer of MiniLM from 10,000 virtual threads, one call each, and the"
          + " same calls from 16 platform threads, in turns.",
      "Prints calls per second, allocation per call, garbage collections, and the ratio of the"
          + " calls per second, which should be at least 0.9."
    })
public final class VirtualThreadsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--threads",
      description = "How many virtual threads, and calls per turn (${DEFAULT-VALUE}).")
  private int threads = 10_000;

  @Option(names = "--platform", description = "How many platform threads (${DEFAULT-VALUE}).")
  private int platform = 16;

  @Option(names = "--length", description = "The number of tokens of a call (${DEFAULT-VALUE}).")
  private int length = 8;

  @Option(
      names = "--width",
      description = "The width of the layer, a multiple of 32 (${DEFAULT-VALUE}).")
  private int width = 384;

  @Option(names = "--rounds", description = "How many turns each has (${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(names = "--workspace", description = "Makes each call in a workspace.")
  private boolean workspace;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the measurements go as JSON (benchmarks/target/virtual-threads.json).")
  private @Nullable Path out;

  /** The contents of the JSON file: one load of each kind per round. */
  record Report(int length, int width, boolean workspace, List<Load> virtual, List<Load> pool) {}

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    EncoderSize size = new EncoderSize(1, length, width, width / 32, 4 * width);
    TransformerEncoderLayer layer = ForjaEncoder.layer(size);
    Tensor input = Tensor.of(size.input(), size.shape());
    Runnable plain = () -> NoGrad.run(() -> layer.call(input, null, null));
    Runnable call = workspace ? () -> Workspace.run(plain::run) : plain;
    List<Load> virtual = new ArrayList<>();
    List<Load> pool = new ArrayList<>();
    for (int round = -1; round < rounds; round++) { // round -1 warms up
      System.err.printf("virtual-threads: %s%n", round < 0 ? "warm-up" : "round " + (round + 1));
      boolean virtualFirst = round % 2 == 0;
      for (boolean first : new boolean[] {true, false}) {
        System.gc(); // so that neither pays for the garbage of the other
        boolean isVirtual = first == virtualFirst;
        ExecutorService executor =
            isVirtual
                ? Executors.newVirtualThreadPerTaskExecutor()
                : Executors.newFixedThreadPool(platform);
        Load load = Load.of(executor, threads, call);
        if (round >= 0) {
          (isVirtual ? virtual : pool).add(load);
        }
      }
    }
    print(virtual, pool);
    Path file = out == null ? Targets.folder().resolve("virtual-threads.json") : out;
    Json.write(file, new Report(length, width, workspace, virtual, pool));
    spec.commandLine().getOut().printf("%nwritten: %s%n", file);
    return 0;
  }

  private void print(List<Load> virtual, List<Load> pool) {
    PrintWriter print = spec.commandLine().getOut();
    print.printf(
        Locale.ROOT,
        "%,d calls of an encoder layer of width %d with %d tokens, median of %d turns"
            + " [quartiles]%n",
        threads,
        width,
        length,
        rounds);
    line(print, "%,d virtual threads".formatted(threads), virtual);
    line(print, "%,d platform threads".formatted(platform), pool);
    double[] ratios = new double[virtual.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = virtual.get(i).callsPerSecond() / pool.get(i).callsPerSecond();
    }
    print.printf(
        "ratio of calls per second, virtual to platform: %s; the bar is 0.9%n",
        show("%.3f", ratios));
  }

  private static void line(PrintWriter print, String name, List<Load> loads) {
    print.printf(
        Locale.ROOT,
        "%-22s  %s calls/s, %s KiB per call, %d collections in all%n",
        name,
        show("%.0f", values(loads, Load::callsPerSecond)),
        show("%.1f", values(loads, Load::kibibytesPerCall)),
        loads.stream().mapToLong(Load::collections).sum());
  }

  private static double[] values(List<Load> loads, ToDoubleFunction<Load> value) {
    return loads.stream().mapToDouble(value).toArray();
  }

  private static String show(String format, double[] values) {
    Quantiles q = Quantiles.of(values);
    String pattern = "%s [%s %s]".formatted(format, format, format);
    return String.format(Locale.ROOT, pattern, q.median(), q.low(), q.high());
  }
}
