package dev.forja.optim;

/**
 * The options of one group of parameters: an immutable record of the optimiser's own kind.
 *
 * @param <O> that record
 */
public interface GroupOptions<O extends GroupOptions<O>> {
  /** The learning rate. */
  double lr();

  /** These options with another learning rate. */
  O withLr(double value);

  /** Whether the loss is to grow: the optimiser then gets the gradients with the other sign. */
  boolean maximize();

  /** These options with another {@link #maximize}. */
  O withMaximize(boolean value);

  /**
   * Checks the options when a group gets them.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  void check();

  /** Writes the options under PyTorch's names. */
  void save(TrainingCheckpoint to);

  /** The options that {@link #save} once wrote. */
  O load(TrainingCheckpoint from);
}
