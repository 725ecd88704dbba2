package dev.forja.benchmarks.harness;

import java.util.List;

/** All that one command measured; what the JSON file holds. */
public record Report(String workload, String date, List<String> arguments, List<Part> parts) {
  /**
   * What one fork measured.
   *
   * @param threads how many threads each engine was given
   */
  public record Part(int threads, Machine machine, List<Measured> cases) {}
}
