package dev.forja.kernel.vector;

import static dev.forja.kernel.vector.Lanes.LANES;
import static dev.forja.kernel.vector.Lanes.SPECIES;

import dev.forja.kernel.OptimizerKernels;
import jdk.incubator.vector.FloatVector;

/**
 * Optimiser updates: operation by operation what the scalar loops do, so the bits are the same. A
 * fused multiply-add would save nothing here, since memory sets the pace.
 */
record VectorOptimizer(OptimizerKernels scalar) implements OptimizerKernels {
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
    int whole = SPECIES.loopBound(n);
    if (momentum == 0) {
      plain(p, po, grad, go, whole, lr, weightDecay);
    } else if (first) {
      float factor = nesterov ? momentum : 0f;
      first(p, po, grad, go, v, vo, whole, lr, factor, weightDecay);
    } else if (nesterov) {
      nesterov(p, po, grad, go, v, vo, whole, lr, momentum, 1 - dampening, weightDecay);
    } else {
      heavy(p, po, grad, go, v, vo, whole, lr, momentum, 1 - dampening, weightDecay);
    }
    scalar.sgd(
        p,
        po + whole,
        grad,
        go + whole,
        v,
        vo + whole,
        n - whole,
        lr,
        momentum,
        dampening,
        weightDecay,
        nesterov,
        first);
  }

  private static void plain(
      float[] p, int po, float[] grad, int go, int n, float lr, float weightDecay) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector w = load(p, po + i);
      FloatVector g = load(grad, go + i).add(w.mul(weightDecay));
      w.sub(g.mul(lr)).intoArray(p, po + i);
    }
  }

  /** Sets the velocity; {@code factor} is the momentum of a Nesterov step, else 0. */
  private static void first(
      float[] p,
      int po,
      float[] grad,
      int go,
      float[] v,
      int vo,
      int n,
      float lr,
      float factor,
      float weightDecay) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector w = load(p, po + i);
      FloatVector g = load(grad, go + i).add(w.mul(weightDecay));
      g.intoArray(v, vo + i);
      w.sub(g.add(g.mul(factor)).mul(lr)).intoArray(p, po + i);
    }
  }

  private static void nesterov(
      float[] p,
      int po,
      float[] grad,
      int go,
      float[] v,
      int vo,
      int n,
      float lr,
      float momentum,
      float share,
      float weightDecay) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector w = load(p, po + i);
      FloatVector g = load(grad, go + i).add(w.mul(weightDecay));
      FloatVector velocity = load(v, vo + i).mul(momentum).add(g.mul(share));
      velocity.intoArray(v, vo + i);
      w.sub(g.add(velocity.mul(momentum)).mul(lr)).intoArray(p, po + i);
    }
  }

  private static void heavy(
      float[] p,
      int po,
      float[] grad,
      int go,
      float[] v,
      int vo,
      int n,
      float lr,
      float momentum,
      float share,
      float weightDecay) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector w = load(p, po + i);
      FloatVector g = load(grad, go + i).add(w.mul(weightDecay));
      FloatVector velocity = load(v, vo + i).mul(momentum).add(g.mul(share));
      velocity.intoArray(v, vo + i);
      w.sub(velocity.mul(lr)).intoArray(p, po + i);
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
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector g = load(grad, go + i);
      FloatVector mean = load(m, mo + i).mul(keep1).add(g.mul(add1));
      FloatVector square = load(v, vo + i).mul(keep2).add(g.mul(add2).mul(g));
      mean.intoArray(m, mo + i);
      square.intoArray(v, vo + i);
      FloatVector root = square.sqrt().mul(unbias).add(eps);
      load(p, po + i).mul(decay).sub(mean.mul(stepSize).div(root)).intoArray(p, po + i);
    }
    scalar.adamw(
        p,
        po + whole,
        grad,
        go + whole,
        m,
        mo + whole,
        v,
        vo + whole,
        n - whole,
        decay,
        beta1,
        beta2,
        eps,
        stepSize,
        rootBias2);
  }

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(SPECIES, x, at);
  }
}
