package dev.forja.optim;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.List;

/**
 * Averaged stochastic gradient descent as {@code torch.optim.ASGD}: {@code p *= 1 - lambd * eta; p
 * -= eta * (grad + weightDecay * p)}, where eta falls as {@code lr / (1 + lambd * lr * t)^alpha}.
 * {@link #average} is the mean of the parameter, from step t0 on.
 *
 * <p>Source: B. Polyak and A. Juditsky, Acceleration of stochastic approximation by averaging, SIAM
 * Journal on Control and Optimization 30, 1992.
 *
 * <p>For one thread at a time: nothing else may use the parameters during a step.
 */
public final class ASGD extends Optimizer<ASGDOptions> {
  private ASGD() {}

  /** ASGD with PyTorch's defaults and this learning rate. */
  public static ASGD of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** ASGD with these options. */
  public static ASGD of(List<? extends Parameter> parameters, ASGDOptions options) {
    ASGD made = new ASGD();
    made.addGroup(parameters, options);
    return made;
  }

  /** PyTorch's defaults: learning rate 0.01, lambd 1e-4, alpha 0.75, t0 1e6, no weight decay. */
  public static ASGDOptions defaults() {
    return ASGDOptions.DEFAULTS;
  }

  @Override
  protected void update(Parameter parameter, NdArray grad, ParamState state, ASGDOptions options) {
    NdArray g = Decay.add(grad, parameter.array(), options.weightDecay());
    // PyTorch keeps both as float32.
    float eta = (float) state.numberOr("eta", options.lr());
    float mu = (float) state.numberOr("mu", 1);
    float[] average = state.array("ax", parameter).floats();
    float kept = (float) (1 - options.lambd() * eta);
    InPlace.update(
        parameter,
        p -> {
          for (int i = 0; i < p.count(); i++) {
            int at = p.offset() + i;
            p.floats()[at] = p.floats()[at] * kept - eta * g.floats()[g.offset() + i];
            average[i] = mu == 1 ? p.floats()[at] : average[i] + (p.floats()[at] - average[i]) * mu;
          }
        });
    double step = state.steps();
    double slower = 1 + options.lambd() * options.lr() * step;
    state.number("eta", (float) (options.lr() / StrictMath.pow(slower, options.alpha())));
    state.number("mu", (float) (1 / Math.max(1, step - options.t0())));
  }

  /** The mean of a parameter since step t0, or the parameter itself before; zeros before step 1. */
  public Tensor average(Parameter parameter) {
    return Tensor.of(state(parameter).array("ax", parameter).copy(Allocator.HEAP));
  }
}
