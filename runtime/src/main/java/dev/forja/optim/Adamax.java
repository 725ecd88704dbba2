package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Parameter;
import java.util.List;

/**
 * Adamax as {@code torch.optim.Adamax}: {@code g = grad + weightDecay * p; m = beta1 * m + (1 -
 * beta1) * g; u = max(beta2 * u, |g| + eps); p -= lr / (1 - beta1^t) * m / u} at step t.
 *
 * <p>Source: D. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, <a
 * href="https://arxiv.org/abs/1412.6980">arXiv:1412.6980</a>, section 7.1.
 *
 * <p>For one thread at a time: nothing else may use the parameters during a step.
 */
public final class Adamax extends Optimizer<AdamaxOptions> {
  private Adamax() {}

  /** Adamax with PyTorch's defaults and this learning rate. */
  public static Adamax of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** Adamax with these options. */
  public static Adamax of(List<? extends Parameter> parameters, AdamaxOptions options) {
    Adamax made = new Adamax();
    made.addGroup(parameters, options);
    return made;
  }

  /** PyTorch's defaults: learning rate 0.002, betas 0.9 and 0.999, eps 1e-8, no weight decay. */
  public static AdamaxOptions defaults() {
    return AdamaxOptions.DEFAULTS;
  }

  @Override
  protected void update(
      Parameter parameter, NdArray grad, ParamState state, AdamaxOptions options) {
    NdArray g = Decay.add(grad, parameter.array(), options.weightDecay());
    float[] mean = state.array("exp_avg", parameter).floats();
    float[] most = state.array("exp_inf", parameter).floats();
    double rate = options.lr() / (1 - StrictMath.pow(options.beta1(), (double) state.steps()));
    InPlace.update(
        parameter,
        p -> {
          for (int i = 0; i < p.count(); i++) {
            double gradient = g.floats()[g.offset() + i];
            mean[i] += (float) ((1 - options.beta1()) * (gradient - mean[i]));
            double bound = Math.abs(gradient) + options.eps();
            most[i] = (float) Math.max(options.beta2() * most[i], bound);
            p.floats()[p.offset() + i] -= (float) (rate * mean[i] / most[i]);
          }
        });
  }
}
