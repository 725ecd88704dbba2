package dev.forja.kernel.vector.elementwise;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import dev.forja.kernel.OptimizerStep;
import jdk.incubator.vector.FloatVector;

/** The steps of {@link OptimizerStep} on whole vectors, with the operations of the plain loops. */
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
    for (int i = 0; i < n; i += LANES) {
      FloatVector w = load(p, po + i).mul(step.decay());
      FloatVector g = decayed(load(grad, go + i), w, step.weightDecay());
      FloatVector mean = load(m, mo + i).mul(keep1).add(g.mul(add1));
      FloatVector square = load(v, vo + i).mul(keep2).add(g.mul(add2).mul(g));
      mean.intoArray(m, mo + i);
      square.intoArray(v, vo + i);
      FloatVector move = mean.mul(step.meanRate());
      if (step.gradientRate() != 0) {
        move = move.add(g.mul(step.gradientRate()));
      }
      if (step.adaptive()) {
        move = move.div(square.sqrt().mul(step.unbias()).add(step.eps()));
      }
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
      OptimizerStep.State moves,
      OptimizerStep.State means) {
    float[] v = squares.values();
    float[] b = moves.values();
    float[] a = means.values();
    int vo = squares.offset();
    int bo = moves.offset();
    int ao = means.offset();
    float keep = (float) step.alpha();
    float add = (float) (1 - step.alpha());
    for (int i = 0; i < n; i += LANES) {
      FloatVector w = load(p, po + i);
      FloatVector g = decayed(load(grad, go + i), w, step.weightDecay());
      FloatVector square = load(v, vo + i).mul(keep).add(g.mul(add).mul(g));
      square.intoArray(v, vo + i);
      if (step.centered()) {
        FloatVector old = load(a, ao + i);
        FloatVector mean = old.add(g.sub(old).mul(add));
        mean.intoArray(a, ao + i);
        square = mean.neg().fma(mean, square);
      }
      FloatVector move = g.div(square.sqrt().add(step.eps()));
      if (step.momentum() != 0) {
        move = move.add(load(b, bo + i).mul(step.momentum()));
        move.intoArray(b, bo + i);
      }
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
    for (int i = 0; i < n; i += LANES) {
      FloatVector w = load(p, po + i);
      FloatVector g = decayed(load(grad, go + i), w, step.weightDecay());
      FloatVector total = load(s, so + i).add(g.mul(g));
      total.intoArray(s, so + i);
      w.sub(g.mul(step.rate()).div(total.sqrt().add(step.eps()))).intoArray(p, po + i);
    }
  }

  private static FloatVector decayed(FloatVector g, FloatVector w, float weightDecay) {
    return weightDecay == 0 ? g : g.add(w.mul(weightDecay));
  }

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(SPECIES, x, at);
  }
}
