package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.tensor.Parameter;
import java.util.List;

/**
 * Rectified Adam as {@code torch.optim.RAdam}: Adam whose step is multiplied by {@code sqrt((r - 4)
 * (r - 2) R / ((R - 4) (R - 2) r))}, where {@code R = 2 / (1 - beta2) - 1} and {@code r = R - 2 t
 * beta2^t / (1 - beta2^t)} at step t; while r is 5 or less it is {@code p -= lr * m / (1 -
 * beta1^t)}.
 *
 * <p>Source: L. Liu et al., On the Variance of the Adaptive Learning Rate and Beyond, <a
 * href="https://arxiv.org/abs/1908.03265">arXiv:1908.03265</a>.
 *
 * <p>For one thread at a time: nothing else may use the parameters during a step.
 */
public final class RAdam extends AdamFamily {
  private RAdam() {}

  /** RAdam with PyTorch's defaults and this learning rate. */
  public static RAdam of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** RAdam with these options. */
  public static RAdam of(List<? extends Parameter> parameters, AdamOptions options) {
    RAdam radam = new RAdam();
    radam.addGroup(parameters, options);
    return radam;
  }

  /** PyTorch's defaults: 0.001 as learning rate, betas 0.9 and 0.999, eps 1e-8, no decay. */
  public static AdamOptions defaults() {
    return AdamOptions.DEFAULTS;
  }

  @Override
  protected void check(AdamOptions options) {
    without("RAdam", "amsgrad", options.amsgrad());
  }

  @Override
  protected void update(Parameter parameter, NdArray grad, ParamState state, AdamOptions options) {
    double rate = options.lr() / (1 - StrictMath.pow(options.beta1(), (double) state.steps()));
    double rectification = rectification(options.beta2(), state.steps());
    double rootBias2 = Math.sqrt(1 - StrictMath.pow(options.beta2(), (double) state.steps()));
    boolean adaptive = rectification > 0;
    double meanRate = adaptive ? rate * rectification * rootBias2 : rate;
    moments(parameter, grad, state, options, 0, meanRate, 1, adaptive);
  }

  /** The factor of an adaptive step; 0 as long as the variance is not tractable. */
  private static double rectification(double beta2, long t) {
    double power = StrictMath.pow(beta2, (double) t);
    double most = 2 / (1 - beta2) - 1;
    double length = most - 2 * t * power / (1 - power);
    return length > 5
        ? Math.sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length))
        : 0;
  }
}
