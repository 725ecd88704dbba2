package dev.forja.train;

/** Why a run came to its end. */
public enum StopReason {
  /** All epochs have ended. */
  COMPLETED,
  /** No epoch was better for as long as {@link TrainerBuilder#earlyStopping} waits. */
  STOPPED_EARLY,
  /**
   * {@link TrainerBuilder#stopWhen} said so, or the thread was interrupted; the run can go on from
   * its checkpoint.
   */
  INTERRUPTED
}
