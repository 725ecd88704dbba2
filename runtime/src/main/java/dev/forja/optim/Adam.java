package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.tensor.Parameter;
import java.util.List;

/**
 * Adam as {@code torch.optim.Adam}: {@code g = grad + weightDecay * p; m = beta1 * m + (1 - beta1)
 * * g; v = beta2 * v + (1 - beta2) * g^2; p -= lr * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t))
 * + eps)} at step t. With amsgrad the largest v so far stands in place of v in the last.
 *
 * <p>Source: D. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, <a
 * href="https://arxiv.org/abs/1412.6980">arXiv:1412.6980</a>.
 */
public final class Adam extends Optimizer<Adam.Options> {
  private Adam() {}

  /** Adam with PyTorch's defaults and this learning rate. */
  public static Adam of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** Adam with these options. */
  public static Adam of(List<? extends Parameter> parameters, Options options) {
    Adam adam = new Adam();
    adam.addGroup(parameters, options);
    return adam;
  }

  /** PyTorch's defaults: 0.001 as learning rate, betas 0.9 and 0.999, eps 1e-8, no decay. */
  public static Options defaults() {
    return Options.DEFAULTS;
  }

  @Override
  protected void update(Parameter parameter, NdArray grad, ParamState state, Options options) {
    AdamStep step = new AdamStep(options.lr(), options.beta1(), options.beta2(), options.eps(), 1);
    NdArray g = Decay.add(grad, parameter.array(), options.weightDecay());
    step.run(parameter, g, state, options.amsgrad());
  }

  /**
   * The options of a group.
   *
   * @param lr the learning rate
   * @param beta1 the share of the past in the mean of the gradient
   * @param beta2 the share of the past in the mean of its square
   * @param eps what is added to the divisor
   * @param weightDecay the factor of the parameter that is added to its gradient
   * @param amsgrad whether the divisor never shrinks
   */
  public record Options(
      double lr, double beta1, double beta2, double eps, double weightDecay, boolean amsgrad)
      implements GroupOptions<Options>, Momentum<Options> {
    private static final Options DEFAULTS = new Options(1e-3, 0.9, 0.999, 1e-8, 0, false);

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

    /** These options with other betas. */
    public Options withBetas(double first, double second) {
      return new Options(lr, first, second, eps, weightDecay, amsgrad);
    }

    /** The first beta. */
    @Override
    public double momentum() {
      return beta1;
    }

    @Override
    public Options withMomentum(double value) {
      return withBetas(value, beta2);
    }

    @Override
    public void check() {
      Ranges.notNegative("Adam", "lr", lr);
      Ranges.share("Adam", "beta1", beta1);
      Ranges.share("Adam", "beta2", beta2);
      Ranges.notNegative("Adam", "eps", eps);
      Ranges.notNegative("Adam", "weightDecay", weightDecay);
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
