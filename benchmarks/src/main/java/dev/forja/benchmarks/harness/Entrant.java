package dev.forja.benchmarks.harness;

/**
 * An engine by name, and how it is made ready; made only when its turn to be measured comes.
 *
 * @param name what stands at its column, the same in all cases of a workload
 */
public record Entrant(String name, Maker maker) {
  /** Makes a contender ready. */
  @FunctionalInterface
  public interface Maker {
    Contender make() throws Exception;
  }
}
