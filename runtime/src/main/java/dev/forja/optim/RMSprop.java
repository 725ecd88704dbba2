package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    NdArray g = Decay.add(grad, parameter.array(), options.weightDecay());
    NdArray square = state.array("square_avg", parameter);
    InPlace.update(
        parameter,
        p -> {
          float[] steps = new float[p.count()];
          steps(
              g,
              square,
              options.centered() ? state.array("grad_avg", parameter) : null,
              options,
              steps);
          if (options.momentum() > 0) {
            carry(state.array("momentum_buffer", parameter), steps, options.momentum());
          }
          for (int i = 0; i < steps.length; i++) {
            p.floats()[p.offset() + i] -= (float) (options.lr() * steps[i]);
          }
        });
  }

  /** Computes the gradients divided by their root mean square, which is updated. */
  private static void steps(
      NdArray g, NdArray square, @Nullable NdArray mean, RMSpropOptions options, float[] steps) {
    double alpha = options.alpha();
    for (int i = 0; i < steps.length; i++) {
      double gradient = g.floats()[g.offset() + i];
      int at = square.offset() + i;
      float v = (float) (alpha * square.floats()[at] + (1 - alpha) * gradient * gradient);
      square.floats()[at] = v;
      double spread = v;
      if (mean != null) {
        int m = mean.offset() + i;
        mean.floats()[m] += (float) ((1 - alpha) * (gradient - mean.floats()[m]));
        spread -= (double) mean.floats()[m] * mean.floats()[m];
      }
      steps[i] = (float) (gradient / (Math.sqrt(spread) + options.eps()));
    }
  }

  /** Updates the momentum buffer with the steps, and stores the result in them. */
  private static void carry(NdArray buffer, float[] steps, double momentum) {
    for (int i = 0; i < steps.length; i++) {
      int at = buffer.offset() + i;
      buffer.floats()[at] = (float) (momentum * buffer.floats()[at] + steps[i]);
      steps[i] = buffer.floats()[at];
    }
  }
}
