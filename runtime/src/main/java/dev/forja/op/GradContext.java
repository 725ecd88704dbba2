package dev.forja.op;

import dev.forja.array.NdArray;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
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

  /** The arrays that forward saved, and the types of the inputs and outputs. */
  SavedForBackward saved();

  /**
   * An input of the op, together with its history, so that the gradient depends on it.
   *
   * @param value the value of the input, in its shape; an op that saved it in another layout turns
   *     it back with a view
   */
  V input(int input, NdArray value);

  /**
   * An output of the op, together with its history.
   *
   * @param value the value of the output, in its shape
   */
  V output(int output, NdArray value);

  /** A value without a history, on which no gradient depends. */
  V constant(NdArray value);

  /** The gradient of an output; null for one of several outputs that nothing depended on. */
  @Nullable V gradOutput(int output);

  /** The type of a value. */
  TensorType typeOf(V value);

  /** Runs an op that has one output. */
  V apply(Op op, List<V> inputs);

  /**
   * The gradients of a computation that gives the outputs of the op from its inputs. An op whose
   * equations are ops themselves can give these instead of a formula for its gradient.
   *
   * @param inputs a value for each input, in order
   * @param forward computes the outputs, in order, from values that stand for the inputs
   * @return a gradient for each input; null if it is not needed, or if no gradient flows to it
   */
  List<@Nullable V> through(List<V> inputs, UnaryOperator<List<V>> forward);

  /**
   * An input as forward saved it, together with its history.
   *
   * @param saved the index of its array in {@link SavedForBackward#array}
   */
  default V input(int input, int saved) {
    return input(input, saved().array(saved));
  }

  /**
   * An output as forward saved it, together with its history.
   *
   * @param saved the index of its array in {@link SavedForBackward#array}
   */
  default V output(int output, int saved) {
    return output(output, saved().array(saved));
  }

  /** The type of an input, which is also the type of its gradient. */
  default TensorType inputType(int input) {
    return saved().input(input);
  }

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
