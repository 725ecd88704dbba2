package dev.forja.benchmarks.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that a fork of {@link CompareCommand} runs: one workload, in this JVM. */
@Command(name = WorkerCommand.NAME, hidden = true)
public final class WorkerCommand implements Callable<Integer> {
  static final String NAME = "worker";

  private final List<Workload> workloads;

  @Parameters(index = "0")
  private String name = "";

  @Option(names = "--threads", required = true)
  private int threads;

  @Option(names = "--out", required = true)
  private Path out = Path.of("");

  @Mixin private Settings settings = new Settings();

  /** A worker that can run these workloads. */
  public WorkerCommand(List<Workload> workloads) {
    this.workloads = workloads;
  }

  @Override
  public Integer call() throws Exception {
    Workload workload =
        workloads.stream().filter(w -> w.name().equals(name)).findFirst().orElseThrow();
    List<Measured> measured = new Rounds(settings).measure(workload, System.err);
    Json.write(out, new Report.Part(threads, Machine.here(threads), measured));
    return 0;
  }
}
