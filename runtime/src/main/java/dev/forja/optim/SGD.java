package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.SgdStep;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Parameter;
import java.util.List;

/**
 * Stochastic gradient descent as {@code torch.optim.SGD}: {@code g = grad + weightDecay * p}; with
 * momentum {@code v = momentum * v + (1 - dampening) * g}, where the first v is g; {@code p -= lr *
 * v}, or with Nesterov's form {@code p -= lr * (g + momentum * v)}, or without momentum {@code p -=
 * lr * g}.
 *
 * <p>Source: I. Sutskever et al., On the importance of initialization and momentum in deep
 * learning, ICML 2013.
 */
public final class SGD extends Optimizer<SGD.Options> {
  private static final String VELOCITY = "momentum_buffer";

  private SGD() {}

  /** SGD with this learning rate and PyTorch's defaults. */
  public static SGD of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** SGD with these options. */
  public static SGD of(List<? extends Parameter> parameters, Options options) {
    SGD sgd = new SGD();
    sgd.addGroup(parameters, options);
    return sgd;
  }

  /** PyTorch's defaults: learning rate 0.001, everything else off. */
  public static Options defaults() {
    return Options.DEFAULTS;
  }

  @Override
  protected void update(Parameter parameter, NdArray grad, ParamState state, Options options) {
    boolean first = !state.has(VELOCITY);
    NdArray v = options.momentum() == 0 ? grad : state.array(VELOCITY, parameter);
    SgdStep step =
        new SgdStep(
            (float) options.lr(),
            (float) options.momentum(),
            (float) options.dampening(),
            (float) options.weightDecay(),
            options.nesterov(),
            first);
    InPlace.update(
        parameter,
        p ->
            Kernels.get()
                .optimizer()
                .sgd(
                    step,
                    p.count(),
                    p.floats(),
                    p.offset(),
                    grad.floats(),
                    grad.offset(),
                    v.floats(),
                    v.offset()));
  }

  /**
   * The options of a group.
   *
   * @param lr the learning rate
   * @param momentum the momentum factor
   * @param dampening by how much the contribution of the gradient to the momentum is reduced
   * @param weightDecay the weight decay, a factor of the parameter that is added to its gradient
   * @param nesterov whether to use Nesterov momentum; needs a momentum and no dampening
   * @param maximize whether to maximise the loss
   */
  public record Options(
      double lr,
      double momentum,
      double dampening,
      double weightDecay,
      boolean nesterov,
      boolean maximize)
      implements GroupOptions<Options>, Momentum<Options> {
    private static final Options DEFAULTS = new Options(1e-3, 0, 0, 0, false, false);

    @Override
    public Options withLr(double value) {
      return new Options(value, momentum, dampening, weightDecay, nesterov, maximize);
    }

    @Override
    public Options withMomentum(double value) {
      return new Options(lr, value, dampening, weightDecay, nesterov, maximize);
    }

    /** These options with another {@link #dampening}. */
    public Options withDampening(double value) {
      return new Options(lr, momentum, value, weightDecay, nesterov, maximize);
    }

    /** These options with another {@link #weightDecay}. */
    public Options withWeightDecay(double value) {
      return new Options(lr, momentum, dampening, value, nesterov, maximize);
    }

    /** These options with another {@link #nesterov}. */
    public Options withNesterov(boolean value) {
      return new Options(lr, momentum, dampening, weightDecay, value, maximize);
    }

    @Override
    public Options withMaximize(boolean value) {
      return new Options(lr, momentum, dampening, weightDecay, nesterov, value);
    }

    @Override
    public void check() {
      Ranges.notNegative("SGD", "lr", lr);
      Ranges.notNegative("SGD", "momentum", momentum);
      Ranges.notNegative("SGD", "weightDecay", weightDecay);
      if (nesterov && (momentum == 0 || dampening != 0)) {
        throw new IllegalArgumentException(
            "SGD: nesterov needs a momentum and no dampening, but they are %s and %s"
                .formatted(momentum, dampening));
      }
    }

    @Override
    public void save(Checkpoint to) {
      to.put("lr", lr)
          .put("momentum", momentum)
          .put("dampening", dampening)
          .put("weight_decay", weightDecay)
          .put("nesterov", nesterov)
          .put("maximize", maximize);
    }

    @Override
    public Options load(Checkpoint from) {
      return new Options(
          from.number("lr"),
          from.number("momentum"),
          from.number("dampening"),
          from.number("weight_decay"),
          from.flag("nesterov"),
          from.flag("maximize"));
    }
  }
}
