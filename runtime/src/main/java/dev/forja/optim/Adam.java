package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.tensor.Parameter;
import java.util.List;

/**
 * Adam as {@code torch.optim.Adam}: {@code g = grad + weightDecay * p; m = beta1 * m + (1 - beta1)
 * * g; v = beta2 * v + (1 - beta2) * g^2; p -= lr * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t))
 * + eps)} at step t. With amsgrad, the largest v so far replaces v in the last formula.
 *
 * <p>Source: D. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, <a
 * href="https://arxiv.org/abs/1412.6980">arXiv:1412.6980</a>.
 *
 * <p>For one thread at a time: nothing else may use the parameters during a step.
 */
public final class Adam extends AdamFamily {
  private Adam() {}

  /** Adam with PyTorch's defaults and this learning rate. */
  public static Adam of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** Adam with these options. */
  public static Adam of(List<? extends Parameter> parameters, AdamOptions options) {
    Adam adam = new Adam();
    adam.addGroup(parameters, options);
    return adam;
  }

  /** PyTorch's defaults: 0.001 as learning rate, betas 0.9 and 0.999, eps 1e-8, no decay. */
  public static AdamOptions defaults() {
    return AdamOptions.DEFAULTS;
  }

  @Override
  protected void update(Parameter parameter, NdArray grad, ParamState state, AdamOptions options) {
    adam(parameter, grad, state, options);
  }
}
