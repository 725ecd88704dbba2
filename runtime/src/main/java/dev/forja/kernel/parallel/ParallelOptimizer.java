package dev.forja.kernel.parallel;

import dev.forja.kernel.AdamwStep;
import dev.forja.kernel.OptimizerKernels;
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
}
