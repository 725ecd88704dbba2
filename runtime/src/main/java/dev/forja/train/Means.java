package dev.forja.train;

import dev.forja.optim.TrainingCheckpoint;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Means over the examples seen so far: of the loss, and of each metric. Immutable.
 *
 * @param examples the number of examples
 * @param sums the sums over the examples: {@code loss} first, then the metrics, sorted by name
 */
public record Means(long examples, SequencedMap<String, Double> sums) {
  /** The name of the loss. */
  public static final String LOSS = "loss";

  /** The means before the first example. */
  public static final Means NONE = new Means(0, new LinkedHashMap<>());

  /** Sorts the sums. */
  public Means {
    SequencedMap<String, Double> ordered = new LinkedHashMap<>();
    Double loss = sums.get(LOSS);
    if (loss != null) {
      ordered.put(LOSS, loss);
    }
    new TreeMap<>(sums).forEach(ordered::putIfAbsent);
    sums = Collections.unmodifiableSequencedMap(ordered);
  }

  /** The means with one more batch. */
  public Means plus(Scores scores) {
    SequencedMap<String, Double> more = new LinkedHashMap<>(sums);
    more.merge(LOSS, (double) scores.loss().item() * scores.examples(), Double::sum);
    scores
        .metrics()
        .forEach((name, mean) -> more.merge(name, mean * scores.examples(), Double::sum));
    return new Means(examples + scores.examples(), more);
  }

  /** {@code loss} and the names of the metrics. */
  public SequencedSet<String> names() {
    return sums.sequencedKeySet();
  }

  /** The mean loss. */
  public double loss() {
    return mean(LOSS);
  }

  /**
   * A mean by name.
   *
   * @throws IllegalArgumentException if there is no metric with this name
   */
  public double mean(String name) {
    Double sum = sums.get(name);
    if (sum == null) {
      throw new IllegalArgumentException(
          "there is no metric '%s'; the scores have %s".formatted(name, names()));
    }
    return sum / examples;
  }

  TrainingCheckpoint state() {
    TrainingCheckpoint state = new TrainingCheckpoint().put("examples", examples);
    sums.forEach((name, sum) -> state.put("sum." + name, sum.doubleValue()));
    return state;
  }

  static Means restore(TrainingCheckpoint saved) {
    TrainingCheckpoint part = saved.part("sum");
    SequencedMap<String, Double> sums = new LinkedHashMap<>();
    part.names().forEach(name -> sums.put(name, part.number(name)));
    long examples = saved.integer("examples");
    if (examples < 0 || (examples > 0) != sums.containsKey(LOSS)) {
      throw new IllegalArgumentException(
          "the checkpoint is damaged: means over %d examples of %s"
              .formatted(examples, sums.keySet()));
    }
    return new Means(examples, sums);
  }

  /** The means in the format {@code loss 0.123456, accuracy 0.987654}. */
  @Override
  public String toString() {
    return names().stream()
        .map(name -> String.format(Locale.ROOT, "%s %.6f", name, mean(name)))
        .collect(Collectors.joining(", "));
  }
}
