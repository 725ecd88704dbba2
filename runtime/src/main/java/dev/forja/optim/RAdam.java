package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Parameter;
import java.util.List;

/**
 * Rectified Adam as {@code torch.optim.RAdam}: Adam whose step is multiplied with {@code sqrt((r -
 * 4) (r - 2) R / ((R - 4) (R - 2) r))}, where {@code R = 2 / (1 - beta2) - 1} and {@code r = R - 2
 * t beta2^t / (1 - beta2^t)} at step t; while r is 5 or less it is {@code p -= lr * m / (1 -
 * beta1^t)}.
 *
 * <p>Source: L. Liu et al., On the Variance of the Adaptive Learning Rate and Beyond, <a
 * href="https://arxiv.org/abs/1908.03265">arXiv:1908.03265</a>.
 */
public final class RAdam extends Optimizer<RAdam.Options> {
  private RAdam() {}

  /** RAdam with PyTorch's defaults and this learning rate. */
  public static RAdam of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** RAdam with these options. */
  public static RAdam of(List<? extends Parameter> parameters, Options options) {
    RAdam radam = new RAdam();
    radam.addGroup(parameters, options);
    return radam;
  }

  /** PyTorch's defaults: 0.001 as learning rate, betas 0.9 and 0.999, eps 1e-8, no decay. */
  public static Options defaults() {
    return Options.DEFAULTS;
  }

  @Override
  protected void update(Parameter parameter, NdArray grad, ParamState state, Options options) {
    if (options.decoupledWeightDecay()) {
      double kept = 1 - options.lr() * options.weightDecay();
      InPlace.update(parameter, p -> Moments.scale(p, kept));
    }
    NdArray g =
        options.decoupledWeightDecay()
            ? grad
            : Decay.add(grad, parameter.array(), options.weightDecay());
    NdArray m = state.array("exp_avg", parameter);
    NdArray v = state.array("exp_avg_sq", parameter);
    Moments.update(m, v, g, options.beta1(), options.beta2());
    double rate = options.lr() / (1 - Math.pow(options.beta1(), state.steps()));
    double rectification = rectification(options.beta2(), state.steps());
    double rootBias2 = Math.sqrt(1 - Math.pow(options.beta2(), state.steps()));
    InPlace.update(
        parameter,
        p -> {
          for (int i = 0; i < p.count(); i++) {
            double step = rate * m.floats()[m.offset() + i];
            if (rectification > 0) {
              double size = Math.sqrt(v.floats()[v.offset() + i]) + options.eps();
              step *= rectification * rootBias2 / size;
            }
            p.floats()[p.offset() + i] -= (float) step;
          }
        });
  }

  /** The factor of an adaptive step; 0 while there is too little to adapt to. */
  private static double rectification(double beta2, int t) {
    double power = Math.pow(beta2, t);
    double most = 2 / (1 - beta2) - 1;
    double length = most - 2 * t * power / (1 - power);
    return length > 5
        ? Math.sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length))
        : 0;
  }

  /**
   * The options of a group.
   *
   * @param lr the learning rate
   * @param beta1 the share of the past in the mean of the gradient
   * @param beta2 the share of the past in the mean of its square
   * @param eps what is added to the divisor
   * @param weightDecay the factor of the parameter that is added to its gradient
   * @param decoupledWeightDecay whether the decay shrinks the parameter, as in AdamW, instead of
   *     entering the gradient
   */
  public record Options(
      double lr,
      double beta1,
      double beta2,
      double eps,
      double weightDecay,
      boolean decoupledWeightDecay)
      implements GroupOptions<Options>, Momentum<Options> {
    private static final Options DEFAULTS = new Options(1e-3, 0.9, 0.999, 1e-8, 0, false);

    @Override
    public Options withLr(double value) {
      return new Options(value, beta1, beta2, eps, weightDecay, decoupledWeightDecay);
    }

    /** These options with another {@link #eps}. */
    public Options withEps(double value) {
      return new Options(lr, beta1, beta2, value, weightDecay, decoupledWeightDecay);
    }

    /** These options with another {@link #weightDecay}. */
    public Options withWeightDecay(double value) {
      return new Options(lr, beta1, beta2, eps, value, decoupledWeightDecay);
    }

    /** These options with another {@link #decoupledWeightDecay}. */
    public Options withDecoupledWeightDecay(boolean value) {
      return new Options(lr, beta1, beta2, eps, weightDecay, value);
    }

    /** These options with other betas. */
    public Options withBetas(double first, double second) {
      return new Options(lr, first, second, eps, weightDecay, decoupledWeightDecay);
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
      Ranges.notNegative("RAdam", "lr", lr);
      Ranges.share("RAdam", "beta1", beta1);
      Ranges.share("RAdam", "beta2", beta2);
      Ranges.notNegative("RAdam", "eps", eps);
      Ranges.notNegative("RAdam", "weightDecay", weightDecay);
    }

    @Override
    public void save(Checkpoint to) {
      to.put("lr", lr)
          .put("beta1", beta1)
          .put("beta2", beta2)
          .put("eps", eps)
          .put("weight_decay", weightDecay)
          .put("decoupled_weight_decay", decoupledWeightDecay);
    }

    @Override
    public Options load(Checkpoint from) {
      return new Options(
          from.number("lr"),
          from.number("beta1"),
          from.number("beta2"),
          from.number("eps"),
          from.number("weight_decay"),
          from.flag("decoupled_weight_decay"));
    }
  }
}
