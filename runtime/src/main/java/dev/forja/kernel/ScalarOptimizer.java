package dev.forja.kernel;

/** Optimiser updates as plain loops: the specification. */
final class ScalarOptimizer implements OptimizerKernels {
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
    for (int i = 0; i < n; i++) {
      float g = grad[go + i] + weightDecay * p[po + i];
      float step = g;
      if (momentum != 0) {
        float velocity = first ? g : momentum * v[vo + i] + (1 - dampening) * g;
        v[vo + i] = velocity;
        step = nesterov ? g + momentum * velocity : velocity;
      }
      p[po + i] -= lr * step;
    }
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
    float keep1 = (float) beta1;
    float add1 = (float) (1 - beta1);
    float keep2 = (float) beta2;
    float add2 = (float) (1 - beta2);
    float unbias = 1 / rootBias2;
    for (int i = 0; i < n; i++) {
      float g = grad[go + i];
      float mean = keep1 * m[mo + i] + add1 * g;
      float square = keep2 * v[vo + i] + add2 * g * g;
      m[mo + i] = mean;
      v[vo + i] = square;
      float root = (float) Math.sqrt(square) * unbias + eps;
      p[po + i] = decay * p[po + i] - stepSize * mean / root;
    }
  }
}
