package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Parameter;
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
    NdArray g = Decay.add(grad, parameter.array(), options.weightDecay());
    boolean first = !state.has("sum");
    NdArray sum = state.array("sum", parameter);
    double rate = options.lr() / (1 + (state.steps() - 1) * options.lrDecay());
    InPlace.update(
        parameter,
        p -> {
          for (int i = 0; i < p.count(); i++) {
            double gradient = g.floats()[g.offset() + i];
            int at = sum.offset() + i;
            double before = first ? options.initialAccumulatorValue() : sum.floats()[at];
            sum.floats()[at] = (float) (before + gradient * gradient);
            double size = Math.sqrt(sum.floats()[at]) + options.eps();
            p.floats()[p.offset() + i] -= (float) (rate * gradient / size);
          }
        });
  }
}
