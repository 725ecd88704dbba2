package dev.forja.train;

/**
 * The training objective: computes the loss of a batch, and further metrics.
 *
 * <pre>{@code
 * Objective<Batch> objective = batch -> {
 *   Tensor logits = model.call(batch.input());
 *   return Scores.of(loss.call(logits, batch.target()), batch.size())
 *       .withMetric("accuracy", Metrics.accuracy(logits, batch.target()));
 * };
 * }</pre>
 *
 * @param <B> the type of a batch of examples
 *     <p>It runs on the thread that trains.
 */
@FunctionalInterface
public interface Objective<B> {
  /** Computes the scores of one batch; in training, the loss must be differentiable. */
  Scores of(B batch);
}
