package dev.forja.kernel.parallel;

import dev.forja.kernel.AdamwStep;
import dev.forja.kernel.OptimizerKernels;
import dev.forja.kernel.SgdStep;

/** Cuts long parameters into ranges for several threads; the loops are those of another. */
public record ParallelOptimizer(OptimizerKernels loops) implements OptimizerKernels {
  /** Elements below which waking a thread costs more than it saves. */
  private static final int GRAIN = 1 << 15;

  @Override
  public void sgd(SgdStep step, int n, float[] p, int po, float[] grad, int go, float[] v, int vo) {
    Parallel.ranges(
        n,
        GRAIN,
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
        GRAIN,
        (from, to) ->
            loops.adamw(
                step, to - from, p, po + from, grad, go + from, m, mo + from, v, vo + from));
  }
}
