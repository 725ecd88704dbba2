package dev.forja.optim;

/**
 * Options with a momentum that a scheduler may cycle: that of SGD, or the first beta of Adam.
 * Implementations are immutable.
 *
 * @param <O> the type of the options
 */
public interface Momentum<O extends GroupOptions<O>> {
  /** The weight of the past in the running mean of the gradient. */
  double momentum();

  /** These options with another momentum. */
  O withMomentum(double value);
}
