package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.tensor.Parameter;
import java.util.List;

/**
 * Adam with decoupled weight decay as {@code torch.optim.AdamW}: {@code p *= 1 - lr * weightDecay;
 * m = beta1 * m + (1 - beta1) * grad; v = beta2 * v + (1 - beta2) * grad^2; p -= lr * (m / (1 -
 * beta1^t)) / (sqrt(v / (1 - beta2^t)) + eps)} at step t. With amsgrad the largest v so far stands
 * in place of v in the last.
 *
 * <p>Source: I. Loshchilov and F. Hutter, Decoupled Weight Decay Regularization, <a
 * href="https://arxiv.org/abs/1711.05101">arXiv:1711.05101</a>.
 */
public final class AdamW extends Optimizer<AdamW.Options> {
  private AdamW() {}

  /** AdamW with PyTorch's defaults and this learning rate. */
  public static AdamW of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** AdamW with these options. */
  public static AdamW of(List<? extends Parameter> parameters, Options options) {
    AdamW adamw = new AdamW();
    adamw.addGroup(parameters, options);
    return adamw;
  }

  /** PyTorch's defaults: 0.001 as learning rate, betas 0.9 and 0.999, eps 1e-8, decay 0.01. */
  public static Options defaults() {
    return Options.DEFAULTS;
  }

  @Override
  protected void update(Parameter parameter, NdArray grad, ParamState state, Options options) {
    AdamStep step =
        new AdamStep(
            options.lr(),
            options.beta1(),
            options.beta2(),
            options.eps(),
            1 - options.lr() * options.weightDecay());
    step.run(parameter, grad, state, options.amsgrad());
  }

  /**
   * The options of a group.
   *
   * @param lr the learning rate
   * @param beta1 the share of the past in the mean of the gradient
   * @param beta2 the share of the past in the mean of its square
   * @param eps what is added to the divisor
   * @param weightDecay how much of the parameter goes at each step, times the learning rate
   * @param amsgrad whether the divisor never shrinks
   */
  public record Options(
      double lr, double beta1, double beta2, double eps, double weightDecay, boolean amsgrad)
      implements GroupOptions<Options>, Momentum<Options> {
    private static final Options DEFAULTS = new Options(1e-3, 0.9, 0.999, 1e-8, 1e-2, false);

    /** The first beta. */
    @Override
    public double momentum() {
      return beta1;
    }

    @Override
    public Options withMomentum(double value) {
      return withBetas(value, beta2);
    }

    /** These options with other betas. */
    public Options withBetas(double first, double second) {
      return new Options(lr, first, second, eps, weightDecay, amsgrad);
    }

    @Override
    public Options withLr(double value) {
      return new Options(value, beta1, beta2, eps, weightDecay, amsgrad);
    }

    /** These options with another {@link #eps}. */
    public Options withEps(double value) {
      return new Options(lr, beta1, beta2, value, weightDecay, amsgrad);
    }

    /** These options with another {@link #weightDecay}. */
    public Options withWeightDecay(double value) {
      return new Options(lr, beta1, beta2, eps, value, amsgrad);
    }

    /** These options with another {@link #amsgrad}. */
    public Options withAmsgrad(boolean value) {
      return new Options(lr, beta1, beta2, eps, weightDecay, value);
    }

    @Override
    public void check() {
      Ranges.notNegative("AdamW", "lr", lr);
      Ranges.share("AdamW", "beta1", beta1);
      Ranges.share("AdamW", "beta2", beta2);
      Ranges.notNegative("AdamW", "eps", eps);
      Ranges.notNegative("AdamW", "weightDecay", weightDecay);
    }

    @Override
    public void save(Checkpoint to) {
      to.put("lr", lr)
          .put("beta1", beta1)
          .put("beta2", beta2)
          .put("eps", eps)
          .put("weight_decay", weightDecay)
          .put("amsgrad", amsgrad);
    }

    @Override
    public Options load(Checkpoint from) {
      return new Options(
          from.number("lr"),
          from.number("beta1"),
          from.number("beta2"),
          from.number("eps"),
          from.number("weight_decay"),
          from.flag("amsgrad"));
    }
  }
}
