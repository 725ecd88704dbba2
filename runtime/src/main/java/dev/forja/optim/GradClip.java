package dev.forja.optim;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.Kernels;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Gradient clipping. Call it between backward and the optimiser's step. Not thread-safe with
 * respect to the gradients.
 */
public final class GradClip {
  private GradClip() {}

  /** As {@link #norm(List, double, double)} with the Euclidean norm. */
  public static double norm(List<? extends Parameter> parameters, double maxNorm) {
    return norm(parameters, maxNorm, 2);
  }

  /**
   * Scales all gradients by {@code min(1, maxNorm / (norm + 1e-6))}, where {@code norm} is the norm
   * of all gradients as one vector, as {@code torch.nn.utils.clip_grad_norm_}.
   *
   * @param normType the p of the norm: 2 for the Euclidean norm, infinity for the largest
   *     magnitude, minus infinity for the smallest, 0 for the number of nonzero elements
   * @return the norm before clipping
   */
  public static double norm(List<? extends Parameter> parameters, double maxNorm, double normType) {
    Ranges.notNegative("GradClip", "maxNorm", maxNorm);
    List<? extends Parameter> trained =
        parameters.stream().filter(parameter -> parameter.grad() != null).toList();
    double total = total(trained, normType);
    double factor = maxNorm / (total + 1e-6);
    if (!(factor >= 1)) { // if the norm is NaN, all gradients become NaN
      for (Parameter parameter : trained) {
        Tensor grad = parameter.grad();
        if (grad != null) {
          parameter.setGrad(grad.mul(factor));
        }
      }
    }
    return total;
  }

  /** Clamps every element of the gradients to a magnitude of at most {@code clipValue}. */
  public static void value(List<? extends Parameter> parameters, double clipValue) {
    Ranges.notNegative("GradClip", "clipValue", clipValue);
    for (Parameter parameter : parameters) {
      Tensor grad = parameter.grad();
      if (grad != null) {
        parameter.setGrad(grad.detach().clamp(-clipValue, clipValue));
      }
    }
  }

  /**
   * The norm of the norms of the gradients, which for most norms is the norm of all gradients as
   * one vector.
   */
  private static double total(List<? extends Parameter> parameters, double normType) {
    double[] norms =
        parameters.stream()
            .map(Parameter::grad)
            .filter(Objects::nonNull)
            .mapToDouble(grad -> norm(grad.array().contiguous(Allocator.HEAP), normType))
            .toArray();
    return norms.length == 0 ? 0 : norm(DoubleStream.of(norms), normType);
  }

  private static double norm(NdArray x, double p) {
    if (p == 2) {
      return Math.sqrt(
          Kernels.get().reduction().dot(x.floats(), x.offset(), x.floats(), x.offset(), x.count()));
    }
    IntStream places = IntStream.range(x.offset(), x.offset() + x.count());
    return norm(places.mapToDouble(i -> x.floats()[i]), p);
  }

  /** {@code (sum of |x|^p)^(1 / p)}; the largest or smallest |x|; for 0 the number of nonzeros. */
  private static double norm(DoubleStream x, double p) {
    DoubleStream sizes = x.map(Math::abs);
    if (Double.isInfinite(p)) {
      return (p > 0 ? sizes.max() : sizes.min()).orElse(0);
    }
    return p == 0
        ? sizes.filter(size -> size != 0).count()
        : StrictMath.pow(sizes.map(size -> StrictMath.pow(size, p)).sum(), 1 / p);
  }
}
