package dev.forja.kernel.scalar;

import dev.forja.kernel.AdamwStep;
import dev.forja.kernel.OptimizerKernels;
import dev.forja.kernel.SgdStep;

/** Optimiser updates as plain loops: the specification. */
public final class ScalarOptimizer implements OptimizerKernels {
  @Override
  public void sgd(SgdStep step, int n, float[] p, int po, float[] grad, int go, float[] v, int vo) {
    float momentum = step.momentum();
    for (int i = 0; i < n; i++) {
      float g = grad[go + i];
      if (step.weightDecay() != 0) { // otherwise an infinite parameter would make the gradient NaN
        g += step.weightDecay() * p[po + i];
      }
      float move = g;
      if (momentum != 0) {
        float velocity = step.first() ? g : momentum * v[vo + i] + (1 - step.dampening()) * g;
        v[vo + i] = velocity;
        move = step.nesterov() ? g + momentum * velocity : velocity;
      }
      p[po + i] -= step.lr() * move;
    }
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
    float keep1 = (float) step.beta1();
    float add1 = (float) (1 - step.beta1());
    float keep2 = (float) step.beta2();
    float add2 = (float) (1 - step.beta2());
    float unbias = 1 / step.rootBias2();
    for (int i = 0; i < n; i++) {
      float g = grad[go + i];
      float mean = keep1 * m[mo + i] + add1 * g;
      float square = keep2 * v[vo + i] + add2 * g * g;
      m[mo + i] = mean;
      v[vo + i] = square;
      float root = (float) Math.sqrt(square) * unbias + step.eps();
      p[po + i] = step.decay() * p[po + i] - step.stepSize() * mean / root;
    }
  }
}
