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
 *
 * <p>For one thread at a time: nothing else may use the parameters during a step.
 */
public final class SGD extends Optimizer<SGDOptions> {
  private static final String VELOCITY = "momentum_buffer";

  private SGD() {}

  /** SGD with this learning rate and PyTorch's defaults. */
  public static SGD of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** SGD with these options. */
  public static SGD of(List<? extends Parameter> parameters, SGDOptions options) {
    SGD sgd = new SGD();
    sgd.addGroup(parameters, options);
    return sgd;
  }

  /** PyTorch's defaults: learning rate 0.001, everything else off. */
  public static SGDOptions defaults() {
    return SGDOptions.DEFAULTS;
  }

  @Override
  protected void update(Parameter parameter, NdArray grad, ParamState state, SGDOptions options) {
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
}
