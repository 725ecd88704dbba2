package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.kernel.AdamwStep;
import dev.forja.kernel.Binary;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.OptimizerStep;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Parameter;

/**
 * The base of Adam and its variants: running means of gradients and of their squares, and weight
 * decay.
 */
abstract class AdamFamily extends Optimizer<AdamOptions> {
  /**
   * A step that moves the parameter by its gradient and its mean, in one pass of a kernel.
   *
   * @param unbias the factor of the root of the mean square
   * @param adaptive whether the move is divided by that root
   */
  static void moments(
      Parameter parameter,
      NdArray grad,
      ParamState state,
      AdamOptions options,
      double gradientRate,
      double meanRate,
      double unbias,
      boolean adaptive) {
    boolean decoupled = options.decoupledWeightDecay();
    OptimizerStep step =
        new OptimizerStep.Moments(
            decoupled ? (float) (1 - options.lr() * options.weightDecay()) : 1,
            decoupled ? 0 : (float) options.weightDecay(),
            options.beta1(),
            options.beta2(),
            (float) options.eps(),
            (float) unbias,
            (float) gradientRate,
            (float) meanRate,
            adaptive);
    Steps.run(
        step,
        parameter,
        grad,
        state.array("exp_avg", parameter),
        state.array("exp_avg_sq", parameter));
  }

  /** The step of Adam and AdamW, in one pass of a kernel. */
  static void adam(Parameter parameter, NdArray grad, ParamState state, AdamOptions options) {
    boolean decoupled = options.decoupledWeightDecay();
    float decay = decoupled ? (float) (1 - options.lr() * options.weightDecay()) : 1;
    NdArray g = decoupled ? grad : Decay.add(grad, parameter.array(), options.weightDecay());
    NdArray m = state.array("exp_avg", parameter);
    NdArray v = state.array("exp_avg_sq", parameter);
    float stepSize =
        (float) (options.lr() / (1 - StrictMath.pow(options.beta1(), (double) state.steps())));
    float rootBias2 =
        (float) Math.sqrt(1 - StrictMath.pow(options.beta2(), (double) state.steps()));
    float eps = (float) options.eps();
    double beta1 = options.beta1();
    double beta2 = options.beta2();
    if (!options.amsgrad()) {
      AdamwStep step = new AdamwStep(decay, beta1, beta2, eps, stepSize, rootBias2);
      InPlace.update(parameter, p -> run(step, p, g, m, v));
      return;
    }
    NdArray max = state.array("max_exp_avg_sq", parameter);
    InPlace.update(
        parameter,
        p -> {
          // A step of size 0 updates only the means; betas of 1 update only the parameter.
          run(new AdamwStep(1, beta1, beta2, eps, 0, 1), p, g, m, v);
          largest(max, v);
          run(new AdamwStep(decay, 1, 1, eps, stepSize, rootBias2), p, g, m, max);
        });
  }

  private static void run(AdamwStep step, NdArray p, NdArray g, NdArray m, NdArray v) {
    Kernels.get()
        .optimizer()
        .adamw(
            step,
            p.count(),
            p.floats(),
            p.offset(),
            g.floats(),
            g.offset(),
            m.floats(),
            m.offset(),
            v.floats(),
            v.offset());
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

  /** Throws an exception if an option is given that this optimiser does not have. */
  static void without(String who, String what, boolean given) {
    if (given) {
      throw new IllegalArgumentException("%s has no option %s: leave it out".formatted(who, what));
    }
  }
}
