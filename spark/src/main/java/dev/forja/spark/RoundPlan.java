package dev.forja.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The settings that decide which numbers come out.
 *
 * @param localSteps the steps of a partition in a round
 * @param batch the examples of a partition in a step
 * @param state what becomes of the optimisers' state
 * @param folder the folder of the checkpoints, if there is one
 */
record RoundPlan(
    int localSteps, int batch, long seed, OptimizerState state, @Nullable String folder)
    implements Serializable {

  /** Whether gradients are averaged and the driver steps, rather than changes. */
  boolean isSynchronous() {
    return localSteps == 1;
  }

  /** Whether a partition keeps the state of its optimiser. */
  boolean keepsState() {
    return !isSynchronous() && state == OptimizerState.KEPT;
  }
}
