package dev.forja.kernel;

/** Cuts long parameters into ranges for several threads; the loops are those of another. */
record ParallelOptimizer(OptimizerKernels loops) implements OptimizerKernels {
  /** Elements below which waking a thread costs more than it saves. */
  private static final int GRAIN = 1 << 15;

  @Override
  public void sgd(
      float[] p,
      int po,
      float[] grad,
      int go,
      float[] v,
      int vo,
      int n,
      float lr,
      float momentum,
      float dampening,
      float weightDecay,
      boolean nesterov,
      boolean first) {
    Parallel.ranges(
        n,
        GRAIN,
        (from, to) ->
            loops.sgd(
                p,
                po + from,
                grad,
                go + from,
                v,
                vo + from,
                to - from,
                lr,
                momentum,
                dampening,
                weightDecay,
                nesterov,
                first));
  }

  @Override
  public void adamw(
      float[] p,
      int po,
      float[] grad,
      int go,
      float[] m,
      int mo,
      float[] v,
      int vo,
      int n,
      float decay,
      double beta1,
      double beta2,
      float eps,
      float stepSize,
      float rootBias2) {
    Parallel.ranges(
        n,
        GRAIN,
        (from, to) ->
            loops.adamw(
                p, po + from, grad, go + from, m, mo + from, v, vo + from, to - from, decay, beta1,
                beta2, eps, stepSize, rootBias2));
  }
}
