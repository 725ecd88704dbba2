package dev.forja.trace;

import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Makes a model quicker to call again: each call of new types and sizes is traced, and later ones
 * of the same run the {@link Graph} of it, on memory that is used again.
 *
 * <pre>{@code
 * TensorFunction fast = Replay.of(model);
 * Tensor logits = NoGrad.call(() -> fast.call(images));
 * }</pre>
 *
 * What comes out is what the model would give. Where a graph cannot be sure of that, the model
 * itself is called: while somebody listens by hooks, a trace or a profile, while gradients are
 * recorded, inside of {@code Functional.call}, and for models that draw random numbers, read values
 * or change tensors in place. After another mode, a replaced module, parameter or buffer the call
 * is traced again. What no library can see is a field of another type that a model assigns anew, or
 * something else outside of its modules that it depends on: make a new replay after such a change.
 *
 * <p>The traces of the {@value Traces#SIGNATURES} combinations of types and sizes that were used
 * last are kept. Safe for use by several threads if the model is.
 */
public final class Replay {
  private Replay() {}

  /** A model of one tensor. */
  public static TensorFunction of(UnaryOperator<Tensor> model) {
    Traces traces = new Traces(inputs -> List.of(model.apply(inputs.getFirst())));
    return input -> traces.call(List.of(input)).getFirst();
  }

  /** A model of two tensors, such as a sequence and its mask. */
  public static BinaryOperator<Tensor> of(BinaryOperator<Tensor> model) {
    Traces traces = new Traces(inputs -> List.of(model.apply(inputs.getFirst(), inputs.getLast())));
    return (first, second) -> traces.call(List.of(first, second)).getFirst();
  }

  /** A model of any number of tensors, which gives any number of them. */
  public static Function<List<Tensor>, List<Tensor>> ofList(
      Function<? super List<Tensor>, ? extends List<Tensor>> model) {
    Traces traces = new Traces(model);
    return inputs -> traces.call(List.copyOf(inputs));
  }
}
