package dev.forja.kernel;

/** Updates of parameters in place, one pass over parameter, gradient and state. */
public interface OptimizerKernels {
  /**
   * SGD as PyTorch's: {@code g = grad + weightDecay * p}; with momentum {@code v = momentum * v +
   * (1 - dampening) * g} and, with nesterov, {@code g + momentum * v}, else v; {@code p -= lr *
   * that}.
   *
   * @param v the velocity; not touched when momentum is 0
   */
  void sgd(SgdStep step, int n, float[] p, int po, float[] grad, int go, float[] v, int vo);

  /**
   * AdamW (Loshchilov and Hutter, 2019): {@code p *= decay; m = b1 m + (1 - b1) g; v = b2 v + (1 -
   * b2) g^2; p -= stepSize * m / (sqrt(v) / rootBias2 + eps)}.
   */
  void adamw(
      AdamwStep step,
      int n,
      float[] p,
      int po,
      float[] grad,
      int go,
      float[] m,
      int mo,
      float[] v,
      int vo);
}
