package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.kernel.OptimizerStep;
import dev.forja.tensor.Parameter;
import java.util.List;

/**
 * RMSprop as {@code torch.optim.RMSprop}: {@code g = grad + weightDecay * p; v = alpha * v + (1 -
 * alpha) * g^2; s = g / (sqrt(v) + eps); p -= lr * s}; with momentum {@code b = momentum * b + s; p
 * -= lr * b}. If centered, the square of the mean of g is subtracted from v under the root.
 *
 * <p>Source: T. Tieleman and G. Hinton, Neural Networks for Machine Learning, lecture 6.5, 2012;
 * centered: A. Graves, <a href="https://arxiv.org/abs/1308.0850">arXiv:1308.0850</a>.
 *
 * <p>For one thread at a time: nothing else may use the parameters during a step.
 */
public final class RMSprop extends Optimizer<RMSpropOptions> {
  private RMSprop() {}

  /** RMSprop with PyTorch's defaults and this learning rate. */
  public static RMSprop of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** RMSprop with these options. */
  public static RMSprop of(List<? extends Parameter> parameters, RMSpropOptions options) {
    RMSprop rmsprop = new RMSprop();
    rmsprop.addGroup(parameters, options);
    return rmsprop;
  }

  /** PyTorch's defaults: learning rate 0.01, alpha 0.99, eps 1e-8, everything else off. */
  public static RMSpropOptions defaults() {
    return RMSpropOptions.DEFAULTS;
  }

  @Override
  protected void update(
      Parameter parameter, NdArray grad, ParamState state, RMSpropOptions options) {
    NdArray square = state.array("square_avg", parameter);
    boolean carries = options.momentum() > 0;
    NdArray moves = carries ? state.array("momentum_buffer", parameter) : square;
    NdArray mean = options.centered() ? state.array("grad_avg", parameter) : square;
    OptimizerStep step =
        new OptimizerStep.Rmsprop(
            (float) options.lr(),
            options.alpha(),
            (float) options.eps(),
            (float) options.weightDecay(),
            carries ? (float) options.momentum() : 0,
            options.centered());
    Steps.run(step, parameter, grad, square, moves, mean);
  }
}
