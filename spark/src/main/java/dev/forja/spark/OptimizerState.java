package dev.forja.spark;

/** What becomes of the state of the optimisers, such as momenta, between rounds. Immutable. */
public enum OptimizerState {
  /** It is averaged like the changes of the model, and sent out with it. */
  AVERAGED,
  /**
   * Each partition keeps its own, in the folder of the checkpoints, which all machines must be able
   * to read and write. Less is sent; a partition that is computed again reads it again.
   */
  KEPT
}
