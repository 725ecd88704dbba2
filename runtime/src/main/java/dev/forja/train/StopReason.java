package dev.forja.train;

/**
 * The reason why a run ended.
 *
 * <p>Immutable.
 */
public enum StopReason {
  /** All epochs have ended. */
  COMPLETED,
  /**
   * There was no improvement for the number of epochs set with {@link
   * TrainerBuilder#earlyStopping}.
   */
  STOPPED_EARLY,
  /**
   * {@link TrainerBuilder#stopWhen} said so, or the thread was interrupted; the run can go on from
   * its checkpoint.
   */
  INTERRUPTED
}
