package dev.forja.trace;

import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Speeds up repeated calls of a model: the first two calls with new types and sizes are traced, and
 * if both traces are the same, later calls with these types and sizes run its {@link Graph} on
 * reused memory.
 *
 * <pre>{@code
 * TensorFunction fast = Replay.of(model);
 * Tensor logits = NoGrad.call(() -> fast.call(images));
 * }</pre>
 *
 * The results are those of the model. If a graph cannot guarantee that, the model itself is called:
 * while hooks, a trace or a profile listen, while gradients are recorded, inside {@code
 * Functional.call}, and for models that draw random numbers, read values, change tensors in place
 * or assign their fields, or that count or remember something anywhere, so that their traces
 * differ. After a change of the mode, or of a module, parameter, buffer or other field of a model,
 * the call is traced again. What the model depends on outside of the fields of its modules cannot
 * be seen: variables that a lambda captures, static fields, private fields without an accessor, and
 * the fields of other objects; of arrays, collections, maps and atomic variables in fields, up to
 * {@value Contents#MOST} elements are compared. Create a new replay after a change of anything
 * else.
 *
 * <p>The traces of the {@value Traces#SIGNATURES} most recently used combinations of types and
 * sizes are kept. Thread-safe if the model is.
 */
public final class Replay {
  private Replay() {}

  /** Wraps a model of one tensor. */
  public static TensorFunction of(UnaryOperator<Tensor> model) {
    Traces traces = new Traces(inputs -> List.of(model.apply(inputs.getFirst())));
    return input -> traces.call(List.of(input)).getFirst();
  }

  /** Wraps a model of two tensors, such as a sequence and its mask. */
  public static BinaryOperator<Tensor> of(BinaryOperator<Tensor> model) {
    Traces traces = new Traces(inputs -> List.of(model.apply(inputs.getFirst(), inputs.getLast())));
    return (first, second) -> traces.call(List.of(first, second)).getFirst();
  }

  /** Wraps a model with any number of input and output tensors. */
  public static Function<List<Tensor>, List<Tensor>> ofList(
      Function<? super List<Tensor>, ? extends List<Tensor>> model) {
    Traces traces = new Traces(model);
    return inputs -> traces.call(List.copyOf(inputs));
  }
}
