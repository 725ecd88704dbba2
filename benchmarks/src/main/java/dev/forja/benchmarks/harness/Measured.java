package dev.forja.benchmarks.harness;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The measurements of one case.
 *
 * @param label the case
 * @param amount the amount of work in one run, in {@code unit}
 * @param entrants Forja first
 */
public record Measured(String label, double amount, Case.Unit unit, List<Times> entrants) {
  /**
   * The measurements of one entrant.
   *
   * @param nanos the time of a run, for each round
   * @param apart the difference of its result from the first entrant's, relative to the largest
   *     value of the latter
   * @param heapBytes the bytes that a run allocates on the Java heap
   */
  public record Times(String name, double[] nanos, double apart, long heapBytes) {
    /** The median over the rounds. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public double median() {
      return Quantiles.of(nanos).median();
    }

    /** The fastest round. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public double best() {
      return Arrays.stream(nanos).min().orElseThrow();
    }
  }

  /** For each peer, the speed of the first entrant relative to it, in each round. */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public Map<String, Quantiles> speed() {
    Map<String, Quantiles> speeds = new LinkedHashMap<>();
    for (Times peer : peers()) {
      double[] ours = entrants.getFirst().nanos();
      double[] ratios = new double[ours.length];
      Arrays.setAll(ratios, i -> peer.nanos()[i] / ours[i]);
      speeds.put(peer.name(), Quantiles.of(ratios));
    }
    return speeds;
  }

  /**
   * For each peer, the speed of the first entrant's fastest round relative to the peer's fastest.
   */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public Map<String, Double> bestSpeed() {
    Map<String, Double> speeds = new LinkedHashMap<>();
    for (Times peer : peers()) {
      speeds.put(peer.name(), peer.best() / entrants.getFirst().best());
    }
    return speeds;
  }

  private List<Times> peers() {
    return entrants.subList(1, entrants.size());
  }
}
