package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Parameter;
import java.util.List;

/**
 * Adagrad as {@code torch.optim.Adagrad}: {@code g = grad + weightDecay * p; s = s + g^2; p -= lr /
 * (1 + (t - 1) * lrDecay) * g / (sqrt(s) + eps)} at step t.
 *
 * <p>Source: J. Duchi et al., Adaptive Subgradient Methods for Online Learning and Stochastic
 * Optimization, JMLR 12, 2011.
 */
public final class Adagrad extends Optimizer<Adagrad.Options> {
  private Adagrad() {}

  /** Adagrad with PyTorch's defaults and this learning rate. */
  public static Adagrad of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** Adagrad with these options. */
  public static Adagrad of(List<? extends Parameter> parameters, Options options) {
    Adagrad adagrad = new Adagrad();
    adagrad.addGroup(parameters, options);
    return adagrad;
  }

  /** PyTorch's defaults: learning rate 0.01, eps 1e-10, everything else 0. */
  public static Options defaults() {
    return Options.DEFAULTS;
  }

  @Override
  protected void update(Parameter parameter, NdArray grad, ParamState state, Options options) {
    NdArray g = Decay.add(grad, parameter.array(), options.weightDecay());
    boolean first = !state.has("sum");
    NdArray sum = state.array("sum", parameter);
    double rate = options.lr() / (1 + (state.steps() - 1) * options.lrDecay());
    InPlace.update(
        parameter,
        p -> {
          for (int i = 0; i < p.count(); i++) {
            double gradient = g.floats()[g.offset() + i];
            int at = sum.offset() + i;
            double before = first ? options.initialAccumulatorValue() : sum.floats()[at];
            sum.floats()[at] = (float) (before + gradient * gradient);
            double size = Math.sqrt(sum.floats()[at]) + options.eps();
            p.floats()[p.offset() + i] -= (float) (rate * gradient / size);
          }
        });
  }

  /**
   * The options of a group.
   *
   * @param lr the learning rate
   * @param lrDecay how fast the learning rate decays
   * @param weightDecay the weight decay, a factor of the parameter that is added to its gradient
   * @param initialAccumulatorValue the value of s before the first step
   * @param eps added to the divisor for numerical stability
   * @param maximize whether to maximise the loss
   */
  public record Options(
      double lr,
      double lrDecay,
      double weightDecay,
      double initialAccumulatorValue,
      double eps,
      boolean maximize)
      implements GroupOptions<Options> {
    private static final Options DEFAULTS = new Options(1e-2, 0, 0, 0, 1e-10, false);

    @Override
    public Options withLr(double value) {
      return new Options(value, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }

    /** These options with another {@link #lrDecay}. */
    public Options withLrDecay(double value) {
      return new Options(lr, value, weightDecay, initialAccumulatorValue, eps, maximize);
    }

    /** These options with another {@link #weightDecay}. */
    public Options withWeightDecay(double value) {
      return new Options(lr, lrDecay, value, initialAccumulatorValue, eps, maximize);
    }

    /** These options with another {@link #initialAccumulatorValue}. */
    public Options withInitialAccumulatorValue(double value) {
      return new Options(lr, lrDecay, weightDecay, value, eps, maximize);
    }

    /** These options with another {@link #eps}. */
    public Options withEps(double value) {
      return new Options(lr, lrDecay, weightDecay, initialAccumulatorValue, value, maximize);
    }

    @Override
    public Options withMaximize(boolean value) {
      return new Options(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, value);
    }

    @Override
    public void check() {
      Ranges.notNegative("Adagrad", "lr", lr);
      Ranges.notNegative("Adagrad", "lrDecay", lrDecay);
      Ranges.notNegative("Adagrad", "weightDecay", weightDecay);
      Ranges.notNegative("Adagrad", "initialAccumulatorValue", initialAccumulatorValue);
      Ranges.notNegative("Adagrad", "eps", eps);
    }

    @Override
    public void save(Checkpoint to) {
      to.put("lr", lr)
          .put("lr_decay", lrDecay)
          .put("weight_decay", weightDecay)
          .put("initial_accumulator_value", initialAccumulatorValue)
          .put("eps", eps)
          .put("maximize", maximize);
    }

    @Override
    public Options load(Checkpoint from) {
      return new Options(
          from.number("lr"),
          from.number("lr_decay"),
          from.number("weight_decay"),
          from.number("initial_accumulator_value"),
          from.number("eps"),
          from.flag("maximize"));
    }
  }
}
