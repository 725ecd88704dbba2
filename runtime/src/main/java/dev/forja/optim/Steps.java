package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.OptimizerStep;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Parameter;

/** Runs the steps of optimisers in kernels, which share a parameter among the threads. */
final class Steps {
  private Steps() {}

  /** Updates the parameter and its state, which are dense arrays of its shape. */
  static void run(OptimizerStep step, Parameter parameter, NdArray grad, NdArray... state) {
    OptimizerStep.State[] states = new OptimizerStep.State[state.length];
    for (int i = 0; i < states.length; i++) {
      states[i] = new OptimizerStep.State(state[i].floats(), state[i].offset());
    }
    InPlace.update(
        parameter,
        p ->
            Kernels.get()
                .optimizer()
                .step(
                    step, p.count(), p.floats(), p.offset(), grad.floats(), grad.offset(), states));
  }
}
