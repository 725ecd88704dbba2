package dev.forja.kernel;

/**
 * The numbers of one step of an optimiser, which updates a parameter and its state in one pass. A
 * new optimiser is a record here, its formula in the plain loops and in the vector loops, and a row
 * in their test.
 */
public sealed interface OptimizerStep {
  /** The number of state arrays, which are as long as the parameter. */
  int states();

  /** An array of the state, from an offset on. */
  record State(float[] values, int offset) {
    /** The same array, {@code by} elements later. */
    public State from(int by) {
      return new State(values, offset + by);
    }
  }

  /**
   * Adam with a share of the gradient itself, as NAdam and RAdam need it: {@code p *= decay; g =
   * grad + weightDecay * p; m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; p -= (gradientRate g +
   * meanRate m) / (unbias sqrt(v) + eps)}. The states are m and v.
   *
   * @param adaptive false to leave out the division
   */
  record Moments(
      float decay,
      float weightDecay,
      double beta1,
      double beta2,
      float eps,
      float unbias,
      float gradientRate,
      float meanRate,
      boolean adaptive)
      implements OptimizerStep {
    @Override
    public int states() {
      return 2;
    }
  }

  /**
   * RMSprop: {@code g = grad + weightDecay * p; v = alpha v + (1 - alpha) g^2; s = g / (sqrt(v) +
   * eps)}, with momentum {@code b = momentum b + s; s = b}, and {@code p -= lr s}. If centered,
   * {@code a += (1 - alpha) (g - a)}, and {@code a^2} is subtracted from v under the root. The
   * states are v, b and a; b is not touched without momentum, a not if it is not centered.
   */
  record Rmsprop(
      float lr, double alpha, float eps, float weightDecay, float momentum, boolean centered)
      implements OptimizerStep {
    @Override
    public int states() {
      return 3;
    }
  }

  /**
   * Adagrad: {@code g = grad + weightDecay * p; s += g^2; p -= rate g / (sqrt(s) + eps)}. The state
   * is s.
   */
  record Adagrad(float rate, float eps, float weightDecay) implements OptimizerStep {
    @Override
    public int states() {
      return 1;
    }
  }
}
