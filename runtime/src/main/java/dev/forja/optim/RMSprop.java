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
 */
public final class RMSprop extends Optimizer<RMSprop.Options> {
  private RMSprop() {}

  /** RMSprop with PyTorch's defaults and this learning rate. */
  public static RMSprop of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** RMSprop with these options. */
  public static RMSprop of(List<? extends Parameter> parameters, Options options) {
    RMSprop rmsprop = new RMSprop();
    rmsprop.addGroup(parameters, options);
    return rmsprop;
  }

  /** PyTorch's defaults: learning rate 0.01, alpha 0.99, eps 1e-8, everything else off. */
  public static Options defaults() {
    return Options.DEFAULTS;
  }

  @Override
  protected void update(Parameter parameter, NdArray grad, ParamState state, Options options) {
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
      NdArray g, NdArray square, @Nullable NdArray mean, Options options, float[] steps) {
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

  /**
   * The options of a group.
   *
   * @param lr the learning rate
   * @param alpha the decay rate of the mean of the squares
   * @param eps added to the divisor for numerical stability
   * @param weightDecay the weight decay, a factor of the parameter that is added to its gradient
   * @param momentum the momentum factor
   * @param centered whether to divide by the standard deviation instead of the root mean square
   * @param maximize whether to maximise the loss
   */
  public record Options(
      double lr,
      double alpha,
      double eps,
      double weightDecay,
      double momentum,
      boolean centered,
      boolean maximize)
      implements GroupOptions<Options>, Momentum<Options> {
    private static final Options DEFAULTS = new Options(1e-2, 0.99, 1e-8, 0, 0, false, false);

    @Override
    public Options withLr(double value) {
      return new Options(value, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /** These options with another {@link #alpha}. */
    public Options withAlpha(double value) {
      return new Options(lr, value, eps, weightDecay, momentum, centered, maximize);
    }

    /** These options with another {@link #eps}. */
    public Options withEps(double value) {
      return new Options(lr, alpha, value, weightDecay, momentum, centered, maximize);
    }

    /** These options with another {@link #weightDecay}. */
    public Options withWeightDecay(double value) {
      return new Options(lr, alpha, eps, value, momentum, centered, maximize);
    }

    @Override
    public Options withMomentum(double value) {
      return new Options(lr, alpha, eps, weightDecay, value, centered, maximize);
    }

    /** These options with another {@link #centered}. */
    public Options withCentered(boolean value) {
      return new Options(lr, alpha, eps, weightDecay, momentum, value, maximize);
    }

    @Override
    public Options withMaximize(boolean value) {
      return new Options(lr, alpha, eps, weightDecay, momentum, centered, value);
    }

    @Override
    public void check() {
      Ranges.notNegative("RMSprop", "lr", lr);
      Ranges.notNegative("RMSprop", "alpha", alpha);
      Ranges.notNegative("RMSprop", "eps", eps);
      Ranges.notNegative("RMSprop", "weightDecay", weightDecay);
      Ranges.notNegative("RMSprop", "momentum", momentum);
    }

    @Override
    public void save(Checkpoint to) {
      to.put("lr", lr)
          .put("alpha", alpha)
          .put("eps", eps)
          .put("weight_decay", weightDecay)
          .put("momentum", momentum)
          .put("centered", centered)
          .put("maximize", maximize);
    }

    @Override
    public Options load(Checkpoint from) {
      return new Options(
          from.number("lr"),
          from.number("alpha"),
          from.number("eps"),
          from.number("weight_decay"),
          from.number("momentum"),
          from.flag("centered"),
          from.flag("maximize"));
    }
  }
}
