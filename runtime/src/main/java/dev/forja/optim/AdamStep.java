package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.kernel.Binary;
import dev.forja.kernel.Kernels;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Parameter;

/**
 * What Adam and AdamW have in common: a step of one parameter.
 *
 * @param decay what the parameter is multiplied with first
 */
record AdamStep(double lr, double beta1, double beta2, double eps, double decay) {
  void run(Parameter parameter, NdArray grad, ParamState state, boolean amsgrad) {
    NdArray m = state.array("exp_avg", parameter);
    NdArray v = state.array("exp_avg_sq", parameter);
    float stepSize = (float) (lr / (1 - Math.pow(beta1, state.steps())));
    float rootBias2 = (float) Math.sqrt(1 - Math.pow(beta2, state.steps()));
    if (!amsgrad) {
      InPlace.update(parameter, p -> adamw(p, grad, m, v, (float) decay, stepSize, rootBias2));
      return;
    }
    NdArray max = state.array("max_exp_avg_sq", parameter);
    AdamStep still = new AdamStep(lr, 1, 1, eps, decay);
    InPlace.update(
        parameter,
        p -> {
          // A step of size 0 moves the means only; betas of 1 move the parameter only.
          adamw(p, grad, m, v, 1, 0, 1);
          largest(max, v);
          still.adamw(p, grad, m, max, (float) decay, stepSize, rootBias2);
        });
  }

  private void adamw(
      NdArray p,
      NdArray grad,
      NdArray m,
      NdArray v,
      float shrink,
      float stepSize,
      float rootBias2) {
    Kernels.get()
        .optimizer()
        .adamw(
            p.floats(),
            p.offset(),
            grad.floats(),
            grad.offset(),
            m.floats(),
            m.offset(),
            v.floats(),
            v.offset(),
            p.count(),
            shrink,
            beta1,
            beta2,
            (float) eps,
            stepSize,
            rootBias2);
  }

  private static void largest(NdArray max, NdArray v) {
    Kernels.get()
        .elementwise()
        .binary(
            Binary.MAX,
            max.floats(),
            max.offset(),
            1,
            v.floats(),
            v.offset(),
            1,
            max.floats(),
            max.offset(),
            max.count());
  }
}
