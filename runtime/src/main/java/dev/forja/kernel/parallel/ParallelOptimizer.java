package dev.forja.kernel.parallel;

import dev.forja.kernel.AdamwStep;
import dev.forja.kernel.OptimizerKernels;
import dev.forja.kernel.OptimizerStep;
import dev.forja.kernel.SgdStep;

/** Divides long parameters into ranges for several threads and delegates each to other kernels. */
public record ParallelOptimizer(OptimizerKernels loops) implements OptimizerKernels {
  @Override
  public void sgd(SgdStep step, int n, float[] p, int po, float[] grad, int go, float[] v, int vo) {
    Parallel.ranges(
        n,
        Thresholds.OPTIMIZER_SHARE,
        (from, to) -> loops.sgd(step, to - from, p, po + from, grad, go + from, v, vo + from));
  }

  @Override
  public void adamw(
      AdamwStep step,
      int n,
      float[] p,
      int po,
      float[] grad,
      int go,
      float[] m,
      int mo,
      float[] v,
      int vo) {
    Parallel.ranges(
        n,
        Thresholds.OPTIMIZER_SHARE,
        (from, to) ->
            loops.adamw(
                step, to - from, p, po + from, grad, go + from, m, mo + from, v, vo + from));
  }

  @Override
  public void step(
      OptimizerStep step,
      int n,
      float[] p,
      int po,
      float[] grad,
      int go,
      OptimizerStep.State... states) {
    Parallel.ranges(
        n,
        Thresholds.OPTIMIZER_SHARE,
        (from, to) -> {
          OptimizerStep.State[] own = new OptimizerStep.State[states.length];
          for (int i = 0; i < own.length; i++) {
            own[i] = states[i].from(from);
          }
          loops.step(step, to - from, p, po + from, grad, go + from, own);
        });
  }
}
