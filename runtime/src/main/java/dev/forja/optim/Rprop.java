package dev.forja.optim;

import dev.forja.array.NdArray;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.Parameter;
import java.util.List;

/**
 * Resilient propagation as {@code torch.optim.Rprop}: each element has a step size of its own,
 * which grows while its gradient keeps its sign, and shrinks when the sign changes; then it makes
 * no step.
 *
 * <p>Source: M. Riedmiller and H. Braun, A direct adaptive method for faster backpropagation
 * learning, IEEE International Conference on Neural Networks, 1993.
 *
 * <p>For one thread at a time: nothing else may use the parameters during a step.
 */
public final class Rprop extends Optimizer<RpropOptions> {
  private Rprop() {}

  /** Rprop with PyTorch's defaults and this learning rate. */
  public static Rprop of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** Rprop with these options. */
  public static Rprop of(List<? extends Parameter> parameters, RpropOptions options) {
    Rprop made = new Rprop();
    made.addGroup(parameters, options);
    return made;
  }

  /** PyTorch's defaults: step size 0.01, etas 0.5 and 1.2, step sizes from 1e-6 to 50. */
  public static RpropOptions defaults() {
    return RpropOptions.DEFAULTS;
  }

  @Override
  protected void update(Parameter parameter, NdArray grad, ParamState state, RpropOptions options) {
    boolean first = state.steps() == 1;
    float[] before = state.array("prev", parameter).floats();
    float[] sizes = state.array("step_size", parameter).floats();
    float least = (float) options.minStepSize();
    float most = (float) options.maxStepSize();
    InPlace.update(
        parameter,
        p -> {
          for (int i = 0; i < p.count(); i++) {
            float gradient = grad.floats()[grad.offset() + i];
            float sign = gradient * before[i];
            double factor = sign > 0 ? options.etaPlus() : sign < 0 ? options.etaMinus() : 1;
            float size = first ? (float) options.lr() : sizes[i];
            sizes[i] = Math.min(Math.max(size * (float) factor, least), most);
            before[i] = sign < 0 ? 0 : gradient;
            p.floats()[p.offset() + i] -= Math.signum(before[i]) * sizes[i];
          }
        });
  }
}
