package dev.forja.optim;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;
import dev.forja.kernel.Kernels;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.List;

/** Keeps gradients from becoming too large. Call it between backward and the optimiser's step. */
public final class GradClip {
  private GradClip() {}

  /** As {@link #norm(List, double, double)} with the Euclidean norm. */
  public static double norm(List<? extends Parameter> parameters, double maxNorm) {
    return norm(parameters, maxNorm, 2);
  }

  /**
   * Scales all gradients by {@code min(1, maxNorm / (norm + 1e-6))}, where {@code norm} is that of
   * all of them as one vector, as {@code torch.nn.utils.clip_grad_norm_}.
   *
   * @param normType which norm: 2 for Euclid's, infinity for the largest
   * @return the norm before
   */
  public static double norm(List<? extends Parameter> parameters, double maxNorm, double normType) {
    List<? extends Parameter> trained =
        parameters.stream().filter(parameter -> parameter.grad() != null).toList();
    double total = total(trained, normType);
    double factor = maxNorm / (total + 1e-6);
    if (factor < 1) {
      for (Parameter parameter : trained) {
        Tensor grad = parameter.grad();
        if (grad != null) {
          parameter.setGrad(grad.mul(factor));
        }
      }
    }
    return total;
  }

  /** The norm of all gradients as one vector. */
  private static double total(List<? extends Parameter> parameters, double normType) {
    double gathered = 0;
    for (Parameter parameter : parameters) {
      Tensor grad = parameter.grad();
      if (grad != null) {
        NdArray dense = grad.array().contiguous(Allocator.HEAP);
        gathered =
            normType == Double.POSITIVE_INFINITY
                ? Math.max(gathered, largest(dense))
                : gathered + powers(dense, normType);
      }
    }
    return normType == Double.POSITIVE_INFINITY ? gathered : Math.pow(gathered, 1 / normType);
  }

  /** The sum of {@code |x|^p}. */
  private static double powers(NdArray x, double p) {
    if (p == 2) {
      return Kernels.get()
          .reduction()
          .dot(x.floats(), x.offset(), x.floats(), x.offset(), x.count());
    }
    double sum = 0;
    for (int i = x.offset(); i < x.offset() + x.count(); i++) {
      sum += Math.pow(Math.abs(x.floats()[i]), p);
    }
    return sum;
  }

  /** The largest {@code |x|}. */
  private static double largest(NdArray x) {
    double largest = 0;
    for (int i = x.offset(); i < x.offset() + x.count(); i++) {
      largest = Math.max(largest, Math.abs(x.floats()[i]));
    }
    return largest;
  }
}
