package dev.forja.benchmarks;

import dev.forja.benchmarks.cold.ColdCommand;
import dev.forja.benchmarks.cold.GateCommand;
import dev.forja.benchmarks.convolution.Convolutions;
import dev.forja.benchmarks.decode.Decode;
import dev.forja.benchmarks.decode.Prefill;
import dev.forja.benchmarks.elementwise.Elementwise;
import dev.forja.benchmarks.encoder.Encoder;
import dev.forja.benchmarks.gemm.Sgemm;
import dev.forja.benchmarks.harness.CompareCommand;
import dev.forja.benchmarks.harness.MemoryCommand;
import dev.forja.benchmarks.harness.MemoryWorkerCommand;
import dev.forja.benchmarks.harness.WorkerCommand;
import dev.forja.benchmarks.harness.Workload;
import dev.forja.benchmarks.judge.JudgeCommand;
import dev.forja.benchmarks.minilm.EqualityCommand;
import dev.forja.benchmarks.minilm.FirstCommand;
import dev.forja.benchmarks.minilm.Langchain4jFirstCommand;
import dev.forja.benchmarks.minilm.Langchain4jSpeed;
import dev.forja.benchmarks.minilm.MiniLmSpeed;
import dev.forja.benchmarks.minilm.ServingCommand;
import dev.forja.benchmarks.onnx.Networks;
import dev.forja.benchmarks.replay.Replay;
import dev.forja.benchmarks.scale.Scale;
import dev.forja.benchmarks.server.VirtualThreadsCommand;
import dev.forja.benchmarks.tokenize.Tokenize;
import dev.forja.benchmarks.training.OptimizerCommand;
import dev.forja.benchmarks.training.ProfileCommand;
import dev.forja.benchmarks.training.Training;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of the benchmarks. */
@Command(
    name = "benchmarks/run",
    description = {
      "Forja beside the engines that people leave Java for, and JMH's benchmarks.",
      "A workload runs in a fresh JVM for each number of threads; Forja and its peers take turns."
    },
    footer = "benchmarks/run spark --help tells about models on Apache Spark.",
    mixinStandardHelpOptions = true)
public final class Benchmarks implements Runnable {
  private static final List<Workload> WORKLOADS =
      List.of(
          new Sgemm(),
          new Encoder(),
          new MiniLmSpeed(),
          new Langchain4jSpeed(),
          new Tokenize(),
          new Training(),
          new Elementwise(),
          new Convolutions(),
          new Networks(),
          new Decode(),
          new Prefill(),
          new Scale(),
          new Replay());

  @Spec private CommandSpec spec = CommandSpec.create();

  private Benchmarks() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line, which tests run too. */
  static CommandLine commandLine() {
    CommandLine all = new CommandLine(new Benchmarks());
    for (Workload workload : WORKLOADS) {
      CommandLine one = new CommandLine(new CompareCommand(workload, Benchmarks.class));
      one.getCommandSpec().usageMessage().description(workload.description());
      all.addSubcommand(workload.name(), one);
    }
    return all.addSubcommand(new WorkerCommand(WORKLOADS))
        .addSubcommand(new MemoryCommand(WORKLOADS, Benchmarks.class))
        .addSubcommand(new MemoryWorkerCommand(WORKLOADS))
        .addSubcommand(new EqualityCommand())
        .addSubcommand(new FirstCommand())
        .addSubcommand(new Langchain4jFirstCommand())
        .addSubcommand(new ServingCommand())
        .addSubcommand(new OptimizerCommand())
        .addSubcommand(new ProfileCommand())
        .addSubcommand(new ColdCommand())
        .addSubcommand(new GateCommand())
        .addSubcommand(new VirtualThreadsCommand())
        .addSubcommand(new JmhCommand())
        .addSubcommand(new JcstressCommand())
        .addSubcommand(new JudgeCommand());
  }

  /** Lists the benchmarks if no name is given. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
