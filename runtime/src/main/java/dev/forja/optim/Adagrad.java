package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.kernel.OptimizerStep;
import dev.forja.tensor.Parameter;
import java.util.Arrays;
import java.util.List;

/**
 * Adagrad as {@code torch.optim.Adagrad}: {@code g = grad + weightDecay * p; s = s + g^2; p -= lr /
 * (1 + (t - 1) * lrDecay) * g / (sqrt(s) + eps)} at step t.
 *
 * <p>Source: J. Duchi et al., Adaptive Subgradient Methods for Online Learning and Stochastic
 * Optimization, JMLR 12, 2011.
 *
 * <p>For one thread at a time: nothing else may use the parameters during a step.
 */
public final class Adagrad extends Optimizer<AdagradOptions> {
  private Adagrad() {}

  /** Adagrad with PyTorch's defaults and this learning rate. */
  public static Adagrad of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** Adagrad with these options. */
  public static Adagrad of(List<? extends Parameter> parameters, AdagradOptions options) {
    Adagrad adagrad = new Adagrad();
    adagrad.addGroup(parameters, options);
    return adagrad;
  }

  /** PyTorch's defaults: learning rate 0.01, eps 1e-10, everything else 0. */
  public static AdagradOptions defaults() {
    return AdagradOptions.DEFAULTS;
  }

  @Override
  protected void update(
      Parameter parameter, NdArray grad, ParamState state, AdagradOptions options) {
    boolean first = !state.has("sum");
    NdArray sum = state.array("sum", parameter);
    if (first) {
      float initial = (float) options.initialAccumulatorValue();
      Arrays.fill(sum.floats(), sum.offset(), sum.offset() + sum.count(), initial);
    }
    double rate = options.lr() / (1 + (state.steps() - 1) * options.lrDecay());
    OptimizerStep step =
        new OptimizerStep.Adagrad(
            (float) rate, (float) options.eps(), (float) options.weightDecay());
    Steps.run(step, parameter, grad, sum);
  }
}
