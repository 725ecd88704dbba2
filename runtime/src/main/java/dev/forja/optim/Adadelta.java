package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Parameter;
import java.util.List;

/**
 * Adadelta as {@code torch.optim.Adadelta}: {@code g = grad + weightDecay * p; s = rho * s + (1 -
 * rho) * g^2; u = sqrt(a + eps) / sqrt(s + eps) * g; a = rho * a + (1 - rho) * u^2; p -= lr * u}.
 *
 * <p>Source: M. Zeiler, ADADELTA: An Adaptive Learning Rate Method, <a
 * href="https://arxiv.org/abs/1212.5701">arXiv:1212.5701</a>.
 *
 * <p>For one thread at a time: nothing else may use the parameters during a step.
 */
public final class Adadelta extends Optimizer<AdadeltaOptions> {
  private Adadelta() {}

  /** Adadelta with PyTorch's defaults and this learning rate. */
  public static Adadelta of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** Adadelta with these options. */
  public static Adadelta of(List<? extends Parameter> parameters, AdadeltaOptions options) {
    Adadelta made = new Adadelta();
    made.addGroup(parameters, options);
    return made;
  }

  /** PyTorch's defaults: learning rate 1, rho 0.9, eps 1e-6, no weight decay. */
  public static AdadeltaOptions defaults() {
    return AdadeltaOptions.DEFAULTS;
  }

  @Override
  protected void update(
      Parameter parameter, NdArray grad, ParamState state, AdadeltaOptions options) {
    NdArray g = Decay.add(grad, parameter.array(), options.weightDecay());
    float[] square = state.array("square_avg", parameter).floats();
    float[] delta = state.array("acc_delta", parameter).floats();
    double rho = options.rho();
    double eps = options.eps();
    InPlace.update(
        parameter,
        p -> {
          for (int i = 0; i < p.count(); i++) {
            double gradient = g.floats()[g.offset() + i];
            square[i] = (float) (rho * square[i] + (1 - rho) * gradient * gradient);
            double update = Math.sqrt(delta[i] + eps) / Math.sqrt(square[i] + eps) * gradient;
            delta[i] = (float) (rho * delta[i] + (1 - rho) * update * update);
            p.floats()[p.offset() + i] -= (float) (options.lr() * update);
          }
        });
  }
}
