package dev.forja.benchmarks.harness;

import java.util.List;

/**
 * One piece of work that several engines do on the same data.
 *
 * @param label a description with its sizes
 * @param amount the amount of work in one run, in {@code unit}
 * @param tolerance the permitted difference of an output from that of the first entrant, relative
 *     to the largest magnitude in the latter
 * @param entrants Forja first, then its peers
 */
public record Case(
    String label, double amount, Unit unit, double tolerance, List<Entrant> entrants) {
  /** The unit in which the amount of work is counted. */
  public enum Unit {
    FLOP("GFLOP/s", 1e9),
    BYTE("GB/s", 1e9),
    STEP("steps/s", 1),
    TOKEN("tokens/s", 1);

    private final String rate;
    private final double scale;

    Unit(String rate, double scale) {
      this.rate = rate;
      this.scale = scale;
    }

    /** The name of the rate, such as {@code GFLOP/s}. */
    public String rateName() {
      return rate;
    }

    /** The rate of an amount of work that takes this time. */
    public double rate(double amount, double nanos) {
      return amount / nanos * 1e9 / scale;
    }
  }
}
