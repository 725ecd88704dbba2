package dev.forja.optim;

/**
 * The options of one group of parameters: an immutable record that belongs to the optimiser.
 *
 * @param <O> the type of the record
 */
public interface GroupOptions<O extends GroupOptions<O>> {
  /** The learning rate. */
  double lr();

  /** These options with another learning rate. */
  O withLr(double value);

  /** Whether to maximise the loss; the optimiser then receives the negated gradients. */
  boolean maximize();

  /** These options with another {@link #maximize}. */
  O withMaximize(boolean value);

  /**
   * Checks the options when they are set for a group.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  void check();

  /**
   * Checks the options when they are set for a group. By default the same as {@link #check()}.
   *
   * @param optimizer the name of the optimiser, for options that several optimisers have
   * @throws IllegalArgumentException if one is out of range; the message names the optimiser
   */
  default void check(String optimizer) {
    check();
  }

  /** Writes the options under PyTorch's names. */
  void save(TrainingCheckpoint to);

  /** Reads the options that {@link #save} wrote. */
  O load(TrainingCheckpoint from);
}
