package dev.forja.benchmarks.minilm;

import dev.forja.benchmarks.harness.Fork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A server of vectors: callers that each embed one passage after the other. Forja is called from
 * platform threads and from virtual ones; ONNX Runtime from platform threads, with a session that
 * shares each operator among the processors and with one in which a call keeps to its thread. All
 * take turns in one JVM.
 */
@Command(
    name = "serving",
    mixinStandardHelpOptions = true,
    description = {
      "all-MiniLM-L6-v2 with 1, 2, 4, 16 and 64 concurrent callers, who embed real passages one at"
          + " a time: calls per second, and the 50th and 99th percentile of their times.",
      "Forja from platform and from virtual threads, ONNX Runtime with both of its settings."
    })
public final class ServingCommand implements Callable<Integer> {
  @Option(names = "--callers", split = ",", description = "How many callers at once (1,2,4,16,64).")
  private List<Integer> callers = List.of(1, 2, 4, 16, 64);

  @Option(names = "--rounds", description = "How many turns each has (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--seconds", description = "How long a turn takes (${DEFAULT-VALUE}).")
  private double seconds = 3;

  @Option(names = "--threads", description = "For each engine (${DEFAULT-VALUE}).")
  private int threads = 2;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> args = new ArrayList<>();
    args.add(Integer.toString(rounds));
    args.add(Double.toString(seconds));
    callers.forEach(count -> args.add(count.toString()));
    Fork.run(Fork.of(threads, List.of(), Serving.class.getName(), args));
    return 0;
  }
}
