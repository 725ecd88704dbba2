package dev.forja.benchmarks.harness;

/**
 * The name of an engine, and how it is prepared; it is prepared only when its turn to be measured
 * comes.
 *
 * @param name the title of its column, the same in all cases of a workload
 * @param yardstick whether it does other work to measure the machine, so that its result is not
 *     compared
 */
public record Entrant(String name, Maker maker, boolean yardstick) {
  /** Prepares a contender. */
  @FunctionalInterface
  public interface Maker {
    Contender make() throws Exception;
  }

  /** An entrant that does the same work as the others. */
  public Entrant(String name, Maker maker) {
    this(name, maker, false);
  }

  /** An entrant that measures the machine. */
  public static Entrant yardstick(String name, Maker maker) {
    return new Entrant(name, maker, true);
  }
}
