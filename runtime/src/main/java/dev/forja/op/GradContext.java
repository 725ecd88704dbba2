package dev.forja.op;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Op#gradient} builds a gradient from: values that it computes with by running ops, so
 * that the gradient can be differentiated in its turn. What a value is, only who runs the op knows:
 * an op never looks inside of one, and so needs no type of tensors.
 *
 * <p>Used on the thread that asks for the gradient, and not after that.
 *
 * @param <V> the values
 */
public interface GradContext<V> {
  /** Whether the gradient of an input is asked for. */
  boolean needed(int input);

  /**
   * An input of the op, as the forward saved it: with how it was computed, so that the gradient
   * depends on it.
   *
   * @param saved where {@link SavedForBackward#array} has its array
   */
  V input(int input, int saved);

  /**
   * An output of the op, as the forward saved it: with how it was computed.
   *
   * @param saved where {@link SavedForBackward#array} has its array
   */
  V output(int output, int saved);

  /** The gradient of an output; null for one that nothing depended on, of several. */
  @Nullable V gradOutput(int output);

  /** The type of an input, which its gradient has too. */
  TensorType inputType(int input);

  /** The type of a value. */
  TensorType typeOf(V value);

  /** Runs an op that has one output. */
  V apply(Op op, List<V> inputs);

  /** Runs an op of one input and one output. */
  default V apply(Op op, V input) {
    return apply(op, List.of(input));
  }

  /** Runs an op of two inputs and one output. */
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

  /** {@code value}, summed over the dimensions in which an input was repeated to give it. */
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
