package dev.forja.benchmarks.harness;

/**
 * An engine by name, and how it is made ready; made only when its turn to be measured comes.
 *
 * @param name what stands at its column, the same in all cases of a workload
 * @param yardstick whether it does something else, to measure the machine, so that its result is
 *     not compared
 */
public record Entrant(String name, Maker maker, boolean yardstick) {
  /** Makes a contender ready. */
  @FunctionalInterface
  public interface Maker {
    Contender make() throws Exception;
  }

  /** One that does the same work as the others. */
  public Entrant(String name, Maker maker) {
    this(name, maker, false);
  }

  /** One that measures the machine. */
  public static Entrant yardstick(String name, Maker maker) {
    return new Entrant(name, maker, true);
  }
}
