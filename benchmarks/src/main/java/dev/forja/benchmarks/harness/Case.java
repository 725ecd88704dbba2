package dev.forja.benchmarks.harness;

import java.util.List;

/**
 * One piece of work that several engines do on the same data.
 *
 * @param label what it is, with its sizes
 * @param amount how much of {@code unit} one run is
 * @param tolerance how far an output may differ from the first entrant's, as a part of the largest
 *     magnitude among the first's outputs
 * @param entrants Forja first, then its peers
 */
public record Case(
    String label, double amount, Unit unit, double tolerance, List<Entrant> entrants) {
  /** What the amount of work is counted in. */
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

    /** The rate of an amount done in this time. */
    public double rate(double amount, double nanos) {
      return amount / nanos * 1e9 / scale;
    }
  }
}
