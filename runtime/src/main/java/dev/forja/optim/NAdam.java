package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.tensor.Parameter;
import java.util.List;

/**
 * Adam with Nesterov's momentum as {@code torch.optim.NAdam}. With {@code u[t] = beta1 * (1 -
 * 0.96^(t * momentumDecay) / 2)} and U[t] the product of u[1] to u[t]: {@code p -= lr * ((1 - u[t])
 * / (1 - U[t]) * g + u[t + 1] / (1 - U[t + 1]) * m) / (sqrt(v / (1 - beta2^t)) + eps)} at step t,
 * with g, m and v of {@link Adam}.
 *
 * <p>Source: T. Dozat, Incorporating Nesterov Momentum into Adam, ICLR workshop 2016.
 *
 * <p>For one thread at a time: nothing else may use the parameters during a step.
 */
public final class NAdam extends AdamFamily {
  private NAdam() {}

  /** NAdam with PyTorch's defaults and this learning rate. */
  public static NAdam of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** NAdam with these options. */
  public static NAdam of(List<? extends Parameter> parameters, AdamOptions options) {
    NAdam nadam = new NAdam();
    nadam.addGroup(parameters, options);
    return nadam;
  }

  /**
   * PyTorch's defaults: learning rate 0.002, betas 0.9 and 0.999, eps 1e-8, momentum decay 0.004.
   */
  public static AdamOptions defaults() {
    return AdamOptions.DEFAULTS.withLr(2e-3);
  }

  @Override
  protected void check(AdamOptions options) {
    without("NAdam", "amsgrad", options.amsgrad());
  }

  @Override
  protected void update(Parameter parameter, NdArray grad, ParamState state, AdamOptions options) {
    double now = momentum(options, state.steps());
    double next = momentum(options, state.steps() + 1);
    double product = state.numberOr("mu_product", 1) * now;
    state.number("mu_product", product);
    double gradientRate = options.lr() * (1 - now) / (1 - product);
    double meanRate = options.lr() * next / (1 - product * next);
    double bias2 = 1 - StrictMath.pow(options.beta2(), (double) state.steps());
    double unbias = 1 / Math.sqrt(bias2);
    moments(parameter, grad, state, options, gradientRate, meanRate, unbias, true);
  }

  private static double momentum(AdamOptions options, long t) {
    return options.beta1() * (1 - 0.5 * StrictMath.pow(0.96, t * options.momentumDecay()));
  }
}
