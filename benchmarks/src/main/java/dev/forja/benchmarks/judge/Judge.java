package dev.forja.benchmarks.judge;

import dev.forja.benchmarks.peer.Libtorch;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Runs a comparison in Forja and in libtorch. */
final class Judge {
  private static final double RELATIVE = 2e-5;
  private static final double ABSOLUTE = 2e-6;

  /** Half a unit in the last place of a number near 1. */
  private static final double ROUNDING = 6e-8;

  private Judge() {}

  /**
   * The error of the worst element of the value and the gradients, as a multiple of the tolerance.
   * The tolerance is 2e-5 of the largest element of its tensor plus 2e-6, and, for a gradient, the
   * rounding of as many numbers near 1 as are summed for one of its elements, since their sum may
   * be near 0; sums of float32 in another order stay within it.
   */
  static double deviation(Trial trial, Draw draw) throws IOException {
    trial.inputs().forEach(Tensor::zeroGrad);
    Tensor y = trial.forja().apply(trial.inputs());
    Tensor g = draw.constant(y.shape());
    List<float[]> ours = new ArrayList<>(List.of(y.toFloats()));
    if (y.requiresGrad()) {
      y.backward(g);
      for (Tensor input : trial.inputs()) {
        if (input.requiresGrad()) {
          ours.add(Objects.requireNonNull(input.grad(), "a leaf got no gradient").toFloats());
        }
      }
    }
    float[] theirs = libtorch(trial, g);
    int length = ours.stream().mapToInt(part -> part.length).sum();
    if (theirs.length != length) {
      throw new IllegalStateException(
          "%d elements against %d of libtorch's".formatted(length, theirs.length));
    }
    double worst = 0;
    int from = 0;
    for (float[] part : ours) {
      worst =
          Math.max(
              worst,
              deviation(
                  part,
                  Arrays.copyOfRange(theirs, from, from + part.length),
                  ROUNDING * g.count() / Math.max(1, part.length)));
      from += part.length;
    }
    return worst;
  }

  private static float[] libtorch(Trial trial, Tensor g) throws IOException {
    try (Libtorch torch = new Libtorch(1, trial.forward(), true)) {
      for (int i = 0; i < trial.inputs().size(); i++) {
        pass(torch, "a" + i, trial.inputs().get(i));
      }
      torch.argument("g", g.toFloats(), g.shape());
      torch.run();
      return torch.output();
    }
  }

  private static void pass(Libtorch torch, String name, Tensor input) {
    switch (input.dtype()) {
      case I64 -> torch.argument(name, input.toLongs(), input.shape());
      case BOOL -> torch.argument(name, input.toBooleans(), input.shape());
      default -> {
        if (input.requiresGrad()) {
          torch.leaf(name, input.toFloats(), input.shape());
        } else {
          torch.argument(name, input.toFloats(), input.shape());
        }
      }
    }
  }

  private static double deviation(float[] ours, float[] theirs, double rounding) {
    double largest = 0;
    for (float value : theirs) {
      largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
    }
    double tolerance = ABSOLUTE + rounding + RELATIVE * largest;
    double worst = 0;
    for (int i = 0; i < ours.length; i++) {
      if (Float.compare(ours[i], theirs[i]) != 0) {
        double off = Math.abs((double) ours[i] - theirs[i]) / tolerance;
        worst = Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.max(worst, off);
      }
    }
    return worst;
  }
}
