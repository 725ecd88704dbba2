package dev.forja.kernel.scalar;

import static dev.forja.kernel.arithmetic.Fused.fma;

import dev.forja.kernel.AdamwStep;
import dev.forja.kernel.OptimizerKernels;
import dev.forja.kernel.OptimizerStep;
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

  @Override
  public void step(
      OptimizerStep step,
      int n,
      float[] p,
      int po,
      float[] grad,
      int go,
      OptimizerStep.State... states) {
    switch (step) {
      case OptimizerStep.Moments moments -> moments(moments, n, p, po, grad, go, states);
      case OptimizerStep.Rmsprop rmsprop -> rmsprop(rmsprop, n, p, po, grad, go, states);
      case OptimizerStep.Adagrad adagrad -> adagrad(adagrad, n, p, po, grad, go, states[0]);
    }
  }

  private static void moments(
      OptimizerStep.Moments step,
      int n,
      float[] p,
      int po,
      float[] grad,
      int go,
      OptimizerStep.State[] states) {
    float[] m = states[0].values();
    float[] v = states[1].values();
    int mo = states[0].offset();
    int vo = states[1].offset();
    float keep1 = (float) step.beta1();
    float add1 = (float) (1 - step.beta1());
    float keep2 = (float) step.beta2();
    float add2 = (float) (1 - step.beta2());
    for (int i = 0; i < n; i++) {
      float w = step.decay() * p[po + i];
      float g = decayed(grad[go + i], w, step.weightDecay());
      float mean = keep1 * m[mo + i] + add1 * g;
      float square = keep2 * v[vo + i] + add2 * g * g;
      m[mo + i] = mean;
      v[vo + i] = square;
      float move = step.meanRate() * mean;
      if (step.gradientRate() != 0) {
        move += step.gradientRate() * g;
      }
      if (step.adaptive()) {
        move /= (float) Math.sqrt(square) * step.unbias() + step.eps();
      }
      p[po + i] = w - move;
    }
  }

  private static void rmsprop(
      OptimizerStep.Rmsprop step,
      int n,
      float[] p,
      int po,
      float[] grad,
      int go,
      OptimizerStep.State[] states) {
    float[] v = states[0].values();
    float[] b = states[1].values();
    float[] a = states[2].values();
    int vo = states[0].offset();
    int bo = states[1].offset();
    int ao = states[2].offset();
    float keep = (float) step.alpha();
    float add = (float) (1 - step.alpha());
    for (int i = 0; i < n; i++) {
      float g = decayed(grad[go + i], p[po + i], step.weightDecay());
      float square = keep * v[vo + i] + add * g * g;
      v[vo + i] = square;
      if (step.centered()) {
        float mean = a[ao + i] + add * (g - a[ao + i]);
        a[ao + i] = mean;
        square = fma(-mean, mean, square);
      }
      float move = g / ((float) Math.sqrt(square) + step.eps());
      if (step.momentum() != 0) {
        move += step.momentum() * b[bo + i];
        b[bo + i] = move;
      }
      p[po + i] -= step.lr() * move;
    }
  }

  private static void adagrad(
      OptimizerStep.Adagrad step,
      int n,
      float[] p,
      int po,
      float[] grad,
      int go,
      OptimizerStep.State sum) {
    float[] s = sum.values();
    int so = sum.offset();
    for (int i = 0; i < n; i++) {
      float g = decayed(grad[go + i], p[po + i], step.weightDecay());
      float total = s[so + i] + g * g;
      s[so + i] = total;
      p[po + i] -= step.rate() * g / ((float) Math.sqrt(total) + step.eps());
    }
  }

  /** The gradient with weight decay; without it, an infinite parameter must not make it NaN. */
  private static float decayed(float grad, float parameter, float weightDecay) {
    return weightDecay == 0 ? grad : grad + weightDecay * parameter;
  }
}
