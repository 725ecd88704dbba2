package dev.forja.kernel;

/** Updates of parameters in place, one pass over parameter, gradient and state. */
public interface OptimizerKernels {
  /**
   * SGD as PyTorch's: {@code g = grad + weightDecay * p}; with momentum {@code v = momentum * v +
   * (1 - dampening) * g} and, with nesterov, {@code g + momentum * v}, else v; {@code p -= lr *
   * that}.
   *
   * @param v the velocity; not touched when momentum is 0
   * @param first whether v is to be set to g rather than updated
   */
  void sgd(
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
      boolean first);

  /**
   * AdamW (Loshchilov and Hutter, 2019): {@code p *= decay; m = b1 m + (1 - b1) g; v = b2 v + (1 -
   * b2) g^2; p -= stepSize * m / (sqrt(v) / rootBias2 + eps)}, where {@code decay = 1 - lr *
   * weightDecay}, {@code stepSize = lr / (1 - b1^t)} and {@code rootBias2 = sqrt(1 - b2^t)}. The
   * betas are doubles because {@code 1 - 0.999f} is off in its fifth digit.
   */
  void adamw(
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
      float rootBias2);
}
