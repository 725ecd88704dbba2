package dev.forja.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command that a fork of {@link MemoryCommand} runs: one entrant of one case, alone in this
 * JVM.
 */
@Command(name = MemoryWorkerCommand.NAME, hidden = true)
public final class MemoryWorkerCommand implements Callable<Integer> {
  static final String NAME = "memory-worker";

  /** The start of the line of {@link #STATUS} with the peak resident memory in KiB. */
  static final String PEAK = "VmHWM:";

  /** The start of the line with the median time of a run in the second half, in milliseconds. */
  static final String TIME = "time:";

  private static final Path STATUS = Path.of("/proc/self/status");

  private final List<Workload> workloads;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0")
  private String name = "";

  @Option(names = "--case", required = true)
  private int place;

  @Option(names = "--entrant", required = true)
  private int entrant;

  @Option(names = "--runs", required = true)
  private int runs;

  @Option(names = "--tiny")
  private boolean tiny;

  /** A worker that can run these workloads. */
  public MemoryWorkerCommand(List<Workload> workloads) {
    this.workloads = workloads;
  }

  @Override
  public Integer call() throws Exception {
    Workload workload =
        workloads.stream().filter(w -> w.name().equals(name)).findFirst().orElseThrow();
    Case c = workload.cases(tiny).get(place);
    try (Contender contender = c.entrants().get(entrant).maker().make()) {
      double[] millis = new double[runs];
      for (int i = 0; i < runs; i++) {
        long start = System.nanoTime();
        contender.run();
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
      double[] later = Arrays.copyOfRange(millis, runs / 2, runs);
      spec.commandLine().getOut().println(TIME + Quantiles.of(later).median());
    }
    spec.commandLine().getOut().println(peak());
    return 0;
  }

  private static String peak() throws IOException {
    if (!Files.exists(STATUS)) {
      throw new IOException("memory: " + STATUS + " tells the peak, and is there on Linux only");
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(PEAK))
        .findFirst()
        .orElseThrow();
  }
}
