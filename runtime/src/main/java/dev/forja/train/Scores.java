package dev.forja.train;

import dev.forja.array.Shapes;
import dev.forja.tensor.Tensor;
import java.util.Collections;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The loss and metrics of one batch.
 *
 * <p>Immutable.
 *
 * @param loss the loss to minimise: the mean over the examples, one element
 * @param examples the number of examples: the weight of this batch in the means of an epoch
 * @param metrics further metrics by name, each the mean over the examples
 */
public record Scores(Tensor loss, long examples, SequencedMap<String, Double> metrics) {
  /** Checks that the loss has one element and that there is at least one example. */
  public Scores {
    if (loss.count() != 1) {
      throw new IllegalArgumentException(
          "Scores: the loss has shape %s, not one element: reduce it with mean() or sum()"
              .formatted(Shapes.show(loss.shape())));
    }
    if (examples < 1) {
      throw new IllegalArgumentException(
          "Scores: a batch of %d examples; there must be at least one".formatted(examples));
    }
    metrics = Collections.unmodifiableSequencedMap(new TreeMap<>(metrics));
  }

  /** Scores with only a loss. */
  public static Scores of(Tensor loss, long examples) {
    return new Scores(loss, examples, new TreeMap<>());
  }

  /** These scores and one more metric: its mean over the examples of the batch. */
  public Scores withMetric(String name, double mean) {
    if (name.equals(Means.LOSS) || name.isBlank()) {
      throw new IllegalArgumentException(
          "Scores: a metric cannot be called '%s'; choose another name".formatted(name));
    }
    SequencedMap<String, Double> more = new TreeMap<>(metrics);
    more.put(name, mean);
    return new Scores(loss, examples, more);
  }
}
