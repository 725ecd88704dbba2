package dev.forja.kernel.vector.elementwise;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.forja.kernel.OptimizerStep;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The steps of {@link OptimizerStep} on whole vectors, with the operations of the plain loops. What
 * an option switches off is masked, as in {@link VectorOptimizer}.
 */
final class VectorSteps {
  private VectorSteps() {}

  /** Updates n elements, a multiple of the lanes. */
  static void run(
      OptimizerStep step,
      int n,
      float[] p,
      int po,
      float[] grad,
      int go,
      OptimizerStep.State[] states) {
    switch (step) {
      case OptimizerStep.Moments moments ->
          moments(moments, n, p, po, grad, go, states[0], states[1]);
      case OptimizerStep.Rmsprop rmsprop ->
          rmsprop(rmsprop, n, p, po, grad, go, states[0], states[1], states[2]);
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
      OptimizerStep.State means,
      OptimizerStep.State squares) {
    float[] m = means.values();
    float[] v = squares.values();
    int mo = means.offset();
    int vo = squares.offset();
    float keep1 = (float) step.beta1();
    float add1 = (float) (1 - step.beta1());
    float keep2 = (float) step.beta2();
    float add2 = (float) (1 - step.beta2());
    VectorMask<Float> decays = SPECIES.maskAll(step.weightDecay() != 0);
    VectorMask<Float> direct = SPECIES.maskAll(step.gradientRate() != 0);
    VectorMask<Float> adapts = SPECIES.maskAll(step.adaptive());
    for (int i = 0; i < n; i += LANES) {
      FloatVector w = fromArray(SPECIES, p, po + i).mul(step.decay());
      FloatVector g = fromArray(SPECIES, grad, go + i).add(w.mul(step.weightDecay()), decays);
      FloatVector mean = fromArray(SPECIES, m, mo + i).mul(keep1).add(g.mul(add1));
      FloatVector square = fromArray(SPECIES, v, vo + i).mul(keep2).add(g.mul(add2).mul(g));
      mean.intoArray(m, mo + i);
      square.intoArray(v, vo + i);
      FloatVector move = mean.mul(step.meanRate());
      move = move.add(g.mul(step.gradientRate()), direct);
      move = move.div(square.sqrt().mul(step.unbias()).add(step.eps()), adapts);
      w.sub(move).intoArray(p, po + i);
    }
  }

  private static void rmsprop(
      OptimizerStep.Rmsprop step,
      int n,
      float[] p,
      int po,
      float[] grad,
      int go,
      OptimizerStep.State squares,
      OptimizerStep.State velocities,
      OptimizerStep.State means) {
    float[] v = squares.values();
    float[] b = velocities.values();
    float[] a = means.values();
    int vo = squares.offset();
    int bo = velocities.offset();
    int ao = means.offset();
    float keep = (float) step.alpha();
    float add = (float) (1 - step.alpha());
    VectorMask<Float> decays = SPECIES.maskAll(step.weightDecay() != 0);
    VectorMask<Float> centers = SPECIES.maskAll(step.centered());
    VectorMask<Float> moves = SPECIES.maskAll(step.momentum() != 0);
    for (int i = 0; i < n; i += LANES) {
      FloatVector w = fromArray(SPECIES, p, po + i);
      FloatVector g = fromArray(SPECIES, grad, go + i).add(w.mul(step.weightDecay()), decays);
      FloatVector square = fromArray(SPECIES, v, vo + i).mul(keep).add(g.mul(add).mul(g));
      square.intoArray(v, vo + i);
      FloatVector old = fromArray(SPECIES, a, ao + i, centers);
      FloatVector mean = old.add(g.sub(old).mul(add));
      mean.intoArray(a, ao + i, centers);
      square = square.blend(mean.neg().fma(mean, square), centers);
      FloatVector move = g.div(square.sqrt().add(step.eps()));
      FloatVector past = fromArray(SPECIES, b, bo + i, moves);
      move = move.add(past.mul(step.momentum()), moves);
      move.intoArray(b, bo + i, moves);
      w.sub(move.mul(step.lr())).intoArray(p, po + i);
    }
  }

  private static void adagrad(
      OptimizerStep.Adagrad step,
      int n,
      float[] p,
      int po,
      float[] grad,
      int go,
      OptimizerStep.State sums) {
    float[] s = sums.values();
    int so = sums.offset();
    VectorMask<Float> decays = SPECIES.maskAll(step.weightDecay() != 0);
    for (int i = 0; i < n; i += LANES) {
      FloatVector w = fromArray(SPECIES, p, po + i);
      FloatVector g = fromArray(SPECIES, grad, go + i).add(w.mul(step.weightDecay()), decays);
      FloatVector total = fromArray(SPECIES, s, so + i).add(g.mul(g));
      total.intoArray(s, so + i);
      w.sub(g.mul(step.rate()).div(total.sqrt().add(step.eps()))).intoArray(p, po + i);
    }
  }
}
