package dev.forja.optim;

import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.tensor.InPlace;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.List;

/**
 * Muon as {@code torch.optim.Muon}, for matrices: the running mean of the gradients is made nearly
 * orthogonal by iterations {@code x = a x + (b x x' + c (x x')^2) x}, and then subtracted. As in
 * PyTorch, the result of each product is rounded to bfloat16, which is what its sums allow.
 *
 * <p>Source: K. Jordan et al., Muon: An optimizer for hidden layers in neural networks, 2024; J.
 * Bernstein and L. Newhouse, <a href="https://arxiv.org/abs/2409.20325">arXiv:2409.20325</a>.
 *
 * <p>For one thread at a time: nothing else may use the parameters during a step.
 */
public final class Muon extends Optimizer<MuonOptions> {
  private Muon() {}

  /** Muon with PyTorch's defaults and this learning rate. */
  public static Muon of(List<? extends Parameter> parameters, double lr) {
    return of(parameters, defaults().withLr(lr));
  }

  /** Muon with these options. */
  public static Muon of(List<? extends Parameter> parameters, MuonOptions options) {
    Muon made = new Muon();
    made.addGroup(parameters, options);
    return made;
  }

  /**
   * PyTorch's defaults: learning rate 0.001, weight decay 0.1, momentum 0.95 with Nesterov, five
   * iterations.
   */
  public static MuonOptions defaults() {
    return MuonOptions.DEFAULTS;
  }

  @Override
  protected void update(Parameter parameter, NdArray grad, ParamState state, MuonOptions options) {
    if (parameter.rank() != 2) {
      throw new IllegalArgumentException(
          "Muon: a parameter of shape %s: expected matrices. Give the others to another optimizer"
              .formatted(Shapes.show(parameter.shape())));
    }
    float[] mean = state.array("momentum_buffer", parameter).floats();
    float[] update = new float[mean.length];
    double momentum = options.momentum();
    for (int i = 0; i < mean.length; i++) {
      double gradient = grad.floats()[grad.offset() + i];
      mean[i] += (float) ((1 - momentum) * (gradient - mean[i]));
      update[i] =
          options.nesterov() ? (float) (gradient + momentum * (mean[i] - gradient)) : mean[i];
    }
    float[] step =
        NoGrad.call(() -> orthogonal(Tensor.of(update, parameter.shape()), options).toFloats());
    double rate = options.lr() * ratio(options, parameter.size(0), parameter.size(1));
    float kept = (float) (1 - options.lr() * options.weightDecay());
    InPlace.update(
        parameter,
        p -> {
          for (int i = 0; i < p.count(); i++) {
            int at = p.offset() + i;
            p.floats()[at] = p.floats()[at] * kept - (float) (rate * step[i]);
          }
        });
  }

  private static double ratio(MuonOptions options, int height, int width) {
    return switch (options.adjustLr()) {
      case ORIGINAL -> Math.sqrt(Math.max(1, (double) height / width));
      case MATCH_RMS_ADAMW -> 0.2 * Math.sqrt(Math.max(height, width));
    };
  }

  private static Tensor orthogonal(Tensor update, MuonOptions options) {
    boolean tall = update.size(0) > update.size(1);
    Tensor x = rounded(tall ? update.t() : update);
    x = rounded(x.div(rounded(x.norm()).clampMin(options.eps())));
    for (int i = 0; i < options.nsSteps(); i++) {
      Tensor gram = rounded(x.matmul(x.t()));
      Tensor bent = rounded(gram.mul(options.b()).add(gram.matmul(gram).mul(options.c())));
      x = rounded(x.mul(options.a()).add(bent.matmul(x)));
    }
    return tall ? x.t() : x;
  }

  /** Rounded to the digits of bfloat16. */
  private static Tensor rounded(Tensor x) {
    return x.to(DType.BF16).to(DType.F32);
  }
}
