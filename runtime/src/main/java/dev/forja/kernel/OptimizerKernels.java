package dev.forja.kernel;

/** In-place updates of parameters, in one pass over parameter, gradient and state. */
public interface OptimizerKernels {
  /**
   * SGD as in PyTorch: {@code g = grad + weightDecay * p}; with momentum {@code v = momentum * v +
   * (1 - dampening) * g} and the update is {@code g + momentum * v} with nesterov, otherwise v;
   * {@code p -= lr * update}.
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

  /**
   * Any other step.
   *
   * @param states the arrays that the step describes, each with n elements
   */
  void step(
      OptimizerStep step,
      int n,
      float[] p,
      int po,
      float[] grad,
      int go,
      OptimizerStep.State... states);
}
