package dev.forja.train;

/**
 * What a model is trained for: computes the loss of a batch, and whatever else is to be watched.
 *
 * <pre>{@code
 * Objective<Batch> objective = batch -> {
 *   Tensor logits = model.call(batch.input());
 *   return Scores.of(loss.call(logits, batch.target()), batch.size())
 *       .withMetric("accuracy", Metrics.accuracy(logits, batch.target()));
 * };
 * }</pre>
 *
 * @param <B> a batch of examples
 */
@FunctionalInterface
public interface Objective<B> {
  /** The scores of one batch, in training with the loss still differentiable. */
  Scores of(B batch);
}
