package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Parameter;
import java.util.List;

/**
 * Adam with Nesterov's momentum as {@code torch.optim.NAdam}. With {@code u[t] = beta1 * (1 -
 * 0.96^(t * momentumDecay) / 2)} and U[t] the product of u[1] to u[t]: {@code p -= lr * ((1 - u[t])
 * / (1 - U[t]) * g + u[t + 1] / (1 - U[t + 1]) * m) / (sqrt(v / (1 - beta2^t)) + eps)} at step t,
 * with g, m and v of {@link Adam}.
 *
 * <p>Source: T. Dozat, Incorporating Nesterov Momentum into Adam, ICLR workshop 2016.
 */
public final class NAdam extends Optimizer<NAdam.Options> {
  private NAdam() {}

  /** NAdam with PyTorch's defaults and this learning rate. */
  public static NAdam of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** NAdam with these options. */
  public static NAdam of(List<? extends Parameter> parameters, Options options) {
    NAdam nadam = new NAdam();
    nadam.addGroup(parameters, options);
    return nadam;
  }

  /**
   * PyTorch's defaults: 0.002 as learning rate, betas 0.9 and 0.999, eps 1e-8, momentum decay
   * 0.004.
   */
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
    double now = momentum(options, state.steps());
    double next = momentum(options, state.steps() + 1);
    double product = state.numberOr("mu_product", 1) * now;
    state.number("mu_product", product);
    double gradientRate = options.lr() * (1 - now) / (1 - product);
    double meanRate = options.lr() * next / (1 - product * next);
    double bias2 = 1 - Math.pow(options.beta2(), state.steps());
    InPlace.update(
        parameter,
        p -> {
          for (int i = 0; i < p.count(); i++) {
            double size = Math.sqrt(v.floats()[v.offset() + i] / bias2) + options.eps();
            double gradient = g.floats()[g.offset() + i];
            double mean = m.floats()[m.offset() + i];
            p.floats()[p.offset() + i] -=
                (float) ((gradientRate * gradient + meanRate * mean) / size);
          }
        });
  }

  private static double momentum(Options options, int t) {
    return options.beta1() * (1 - 0.5 * Math.pow(0.96, t * options.momentumDecay()));
  }

  /**
   * The options of a group.
   *
   * @param lr the learning rate
   * @param beta1 the share of the past in the mean of the gradient
   * @param beta2 the share of the past in the mean of its square
   * @param eps what is added to the divisor
   * @param weightDecay the factor of the parameter that is added to its gradient
   * @param momentumDecay how fast the momentum comes to its full size
   * @param decoupledWeightDecay whether the decay shrinks the parameter, as in AdamW, instead of
   *     entering the gradient
   */
  public record Options(
      double lr,
      double beta1,
      double beta2,
      double eps,
      double weightDecay,
      double momentumDecay,
      boolean decoupledWeightDecay)
      implements GroupOptions<Options>, Momentum<Options> {
    private static final Options DEFAULTS = new Options(2e-3, 0.9, 0.999, 1e-8, 0, 4e-3, false);

    @Override
    public Options withLr(double value) {
      return new Options(
          value, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay);
    }

    /** These options with another {@link #eps}. */
    public Options withEps(double value) {
      return new Options(lr, beta1, beta2, value, weightDecay, momentumDecay, decoupledWeightDecay);
    }

    /** These options with another {@link #weightDecay}. */
    public Options withWeightDecay(double value) {
      return new Options(lr, beta1, beta2, eps, value, momentumDecay, decoupledWeightDecay);
    }

    /** These options with another {@link #momentumDecay}. */
    public Options withMomentumDecay(double value) {
      return new Options(lr, beta1, beta2, eps, weightDecay, value, decoupledWeightDecay);
    }

    /** These options with another {@link #decoupledWeightDecay}. */
    public Options withDecoupledWeightDecay(boolean value) {
      return new Options(lr, beta1, beta2, eps, weightDecay, momentumDecay, value);
    }

    /** These options with other betas. */
    public Options withBetas(double first, double second) {
      return new Options(lr, first, second, eps, weightDecay, momentumDecay, decoupledWeightDecay);
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
      Ranges.notNegative("NAdam", "lr", lr);
      Ranges.share("NAdam", "beta1", beta1);
      Ranges.share("NAdam", "beta2", beta2);
      Ranges.notNegative("NAdam", "eps", eps);
      Ranges.notNegative("NAdam", "weightDecay", weightDecay);
      Ranges.notNegative("NAdam", "momentumDecay", momentumDecay);
    }

    @Override
    public void save(Checkpoint to) {
      to.put("lr", lr)
          .put("beta1", beta1)
          .put("beta2", beta2)
          .put("eps", eps)
          .put("weight_decay", weightDecay)
          .put("momentum_decay", momentumDecay)
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
          from.number("momentum_decay"),
          from.flag("decoupled_weight_decay"));
    }
  }
}
