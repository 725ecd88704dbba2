package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.tensor.Parameter;
import java.util.List;

/**
 * Adam with decoupled weight decay as {@code torch.optim.AdamW}: {@code p *= 1 - lr * weightDecay;
 * m = beta1 * m + (1 - beta1) * grad; v = beta2 * v + (1 - beta2) * grad^2; p -= lr * (m / (1 -
 * beta1^t)) / (sqrt(v / (1 - beta2^t)) + eps)} at step t. With amsgrad, the largest v so far
 * replaces v in the last formula.
 *
 * <p>Source: I. Loshchilov and F. Hutter, Decoupled Weight Decay Regularization, <a
 * href="https://arxiv.org/abs/1711.05101">arXiv:1711.05101</a>.
 *
 * <p>For one thread at a time: nothing else may use the parameters during a step.
 */
public final class AdamW extends AdamFamily {
  private AdamW() {}

  /** AdamW with PyTorch's defaults and this learning rate. */
  public static AdamW of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** AdamW with these options. */
  public static AdamW of(List<? extends Parameter> parameters, AdamOptions options) {
    AdamW adamw = new AdamW();
    adamw.addGroup(parameters, options);
    return adamw;
  }

  /** PyTorch's defaults: 0.001 as learning rate, betas 0.9 and 0.999, eps 1e-8, decay 0.01. */
  public static AdamOptions defaults() {
    return AdamOptions.DEFAULTS.withWeightDecay(1e-2).withDecoupledWeightDecay(true);
  }

  @Override
  protected void update(Parameter parameter, NdArray grad, ParamState state, AdamOptions options) {
    adam(parameter, grad, state, options.withDecoupledWeightDecay(true));
  }
}
