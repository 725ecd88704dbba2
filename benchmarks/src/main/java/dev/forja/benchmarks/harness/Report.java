package dev.forja.benchmarks.harness;

import java.util.List;

/** All measurements of one command: the contents of the JSON file. */
public record Report(String workload, String date, List<String> arguments, List<Part> parts) {
  /**
   * The measurements of one fork.
   *
   * @param threads the number of threads for each engine
   */
  public record Part(int threads, Machine machine, List<Measured> cases) {}
}
