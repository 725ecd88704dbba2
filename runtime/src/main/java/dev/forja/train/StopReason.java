package dev.forja.train;

/** The reason why a run ended. */
public enum StopReason {
  /** All epochs have ended. */
  COMPLETED,
  /**
   * There was no improvement for the number of epochs set with {@link
   * TrainerBuilder#earlyStopping}.
   */
  STOPPED_EARLY,
  /** {@link TrainerBuilder#stopWhen} requested it; the run can continue from its checkpoint. */
  INTERRUPTED
}
