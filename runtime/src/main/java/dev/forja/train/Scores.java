package dev.forja.train;

import dev.forja.array.Shapes;
import dev.forja.tensor.Tensor;
import java.util.Collections;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * How a model did on one batch.
 *
 * @param loss what training makes smaller: the mean over the examples, one element
 * @param examples how many there are: the weight of this batch in the means of an epoch
 * @param metrics what else is watched, by name, each the mean over the examples
 */
public record Scores(Tensor loss, long examples, SequencedMap<String, Double> metrics) {
  /** Checks that the loss is one number of at least one example. */
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

  /** The scores of a batch of which only the loss is watched. */
  public static Scores of(Tensor loss, long examples) {
    return new Scores(loss, examples, new TreeMap<>());
  }

  /** These scores and one more metric: its mean over the examples of the batch. */
  public Scores withMetric(String name, double mean) {
    if (name.equals(Means.LOSS) || name.isBlank()) {
      throw new IllegalArgumentException(
          "Scores: a metric cannot be called '%s'; give it a name of its own".formatted(name));
    }
    SequencedMap<String, Double> more = new TreeMap<>(metrics);
    more.put(name, mean);
    return new Scores(loss, examples, more);
  }
}
