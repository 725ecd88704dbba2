package dev.forja.op;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values from which {@link Op#gradient} builds a gradient. It computes with them only by
 * running ops, so the gradient can itself be differentiated. The type of a value is known only to
 * the code that runs the op; an op never looks inside a value, so this package does not depend on
 * tensors.
 *
 * <p>Not thread-safe: to be used only on the thread that computes the gradient, and only during
 * that computation.
 *
 * @param <V> the type of a value
 */
public interface GradContext<V> {
  /** Whether the gradient of an input is needed. */
  boolean needed(int input);

  /**
   * An input of the op as forward saved it, together with its history, so that the gradient depends
   * on it.
   *
   * @param saved the index of its array in {@link SavedForBackward#array}
   */
  V input(int input, int saved);

  /**
   * An output of the op as forward saved it, together with its history.
   *
   * @param saved the index of its array in {@link SavedForBackward#array}
   */
  V output(int output, int saved);

  /** The gradient of an output; null for one of several outputs that nothing depended on. */
  @Nullable V gradOutput(int output);

  /** The type of an input, which is also the type of its gradient. */
  TensorType inputType(int input);

  /** The type of a value. */
  TensorType typeOf(V value);

  /** Runs an op that has one output. */
  V apply(Op op, List<V> inputs);

  /** Runs an op with one input and one output. */
  default V apply(Op op, V input) {
    return apply(op, List.of(input));
  }

  /** Runs an op with two inputs and one output. */
  default V apply(Op op, V first, V second) {
    return apply(op, List.of(first, second));
  }

  /** The gradient of the only output. */
  default V gradOutput() {
    V gradient = gradOutput(0);
    if (gradient == null) {
      throw new IllegalStateException("the only output has no gradient");
    }
    return gradient;
  }

  /** Sums {@code value} over the dimensions in which the input was broadcast. */
  default V reduce(V value, int input) {
    int[] from = typeOf(value).sizes();
    int[] to = inputType(input).sizes();
    int lead = from.length - to.length;
    int[] summed = new int[from.length];
    int count = 0;
    for (int d = 0; d < from.length; d++) {
      if (d < lead || (to[d - lead] == 1 && from[d] != 1)) {
        summed[count++] = d;
      }
    }
    if (count == 0) {
      return value;
    }
    return apply(new ReshapeOp(to), apply(new SumOp(false, Arrays.copyOf(summed, count)), value));
  }
}
