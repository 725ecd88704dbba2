package dev.forja.kernel.vector.elementwise;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.forja.kernel.AdamwStep;
import dev.forja.kernel.OptimizerKernels;
import dev.forja.kernel.OptimizerStep;
import dev.forja.kernel.SgdStep;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Optimiser updates with the same operations as the scalar loops, so the results are equal bit by
 * bit. A fused multiply-add would save nothing here, since memory bandwidth is the limit.
 *
 * <p>What an option switches off is masked: without weight decay, an infinite parameter must not
 * make the gradient NaN. A branch in the loop would do, too, but the JIT compiler may keep a vector
 * that comes from one of two branches as an object.
 */
public record VectorOptimizer(OptimizerKernels scalar) implements OptimizerKernels {
  @Override
  public void sgd(SgdStep step, int n, float[] p, int po, float[] grad, int go, float[] v, int vo) {
    int whole = SPECIES.loopBound(n);
    if (step.momentum() == 0) {
      plain(step, whole, p, po, grad, go);
    } else if (step.first()) {
      first(step, whole, p, po, grad, go, v, vo);
    } else if (step.nesterov()) {
      nesterov(step, whole, p, po, grad, go, v, vo);
    } else {
      heavy(step, whole, p, po, grad, go, v, vo);
    }
    scalar.sgd(step, n - whole, p, po + whole, grad, go + whole, v, vo + whole);
  }

  private static void plain(SgdStep step, int n, float[] p, int po, float[] grad, int go) {
    VectorMask<Float> decays = SPECIES.maskAll(step.weightDecay() != 0);
    for (int i = 0; i < n; i += LANES) {
      FloatVector w = fromArray(SPECIES, p, po + i);
      FloatVector g = fromArray(SPECIES, grad, go + i).add(w.mul(step.weightDecay()), decays);
      w.sub(g.mul(step.lr())).intoArray(p, po + i);
    }
  }

  /** The first step, which sets the velocity. */
  private static void first(
      SgdStep step, int n, float[] p, int po, float[] grad, int go, float[] v, int vo) {
    VectorMask<Float> decays = SPECIES.maskAll(step.weightDecay() != 0);
    float ahead = step.nesterov() ? step.momentum() : 0f;
    for (int i = 0; i < n; i += LANES) {
      FloatVector w = fromArray(SPECIES, p, po + i);
      FloatVector g = fromArray(SPECIES, grad, go + i).add(w.mul(step.weightDecay()), decays);
      g.intoArray(v, vo + i);
      w.sub(g.add(g.mul(ahead)).mul(step.lr())).intoArray(p, po + i);
    }
  }

  private static void nesterov(
      SgdStep step, int n, float[] p, int po, float[] grad, int go, float[] v, int vo) {
    VectorMask<Float> decays = SPECIES.maskAll(step.weightDecay() != 0);
    float share = 1 - step.dampening();
    for (int i = 0; i < n; i += LANES) {
      FloatVector w = fromArray(SPECIES, p, po + i);
      FloatVector g = fromArray(SPECIES, grad, go + i).add(w.mul(step.weightDecay()), decays);
      FloatVector velocity = fromArray(SPECIES, v, vo + i).mul(step.momentum()).add(g.mul(share));
      velocity.intoArray(v, vo + i);
      w.sub(g.add(velocity.mul(step.momentum())).mul(step.lr())).intoArray(p, po + i);
    }
  }

  private static void heavy(
      SgdStep step, int n, float[] p, int po, float[] grad, int go, float[] v, int vo) {
    VectorMask<Float> decays = SPECIES.maskAll(step.weightDecay() != 0);
    float share = 1 - step.dampening();
    for (int i = 0; i < n; i += LANES) {
      FloatVector w = fromArray(SPECIES, p, po + i);
      FloatVector g = fromArray(SPECIES, grad, go + i).add(w.mul(step.weightDecay()), decays);
      FloatVector velocity = fromArray(SPECIES, v, vo + i).mul(step.momentum()).add(g.mul(share));
      velocity.intoArray(v, vo + i);
      w.sub(velocity.mul(step.lr())).intoArray(p, po + i);
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
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector g = fromArray(SPECIES, grad, go + i);
      FloatVector mean = fromArray(SPECIES, m, mo + i).mul(keep1).add(g.mul(add1));
      FloatVector square = fromArray(SPECIES, v, vo + i).mul(keep2).add(g.mul(add2).mul(g));
      mean.intoArray(m, mo + i);
      square.intoArray(v, vo + i);
      FloatVector root = square.sqrt().mul(unbias).add(step.eps());
      FloatVector move = mean.mul(step.stepSize()).div(root);
      fromArray(SPECIES, p, po + i).mul(step.decay()).sub(move).intoArray(p, po + i);
    }
    scalar.adamw(step, n - whole, p, po + whole, grad, go + whole, m, mo + whole, v, vo + whole);
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
    int whole = SPECIES.loopBound(n);
    VectorSteps.run(step, whole, p, po, grad, go, states);
    OptimizerStep.State[] rest = new OptimizerStep.State[states.length];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = states[i].from(whole);
    }
    scalar.step(step, n - whole, p, po + whole, grad, go + whole, rest);
  }
}
