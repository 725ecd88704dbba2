package dev.forja.module;

import dev.forja.array.Shapes;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.ParameterOverride;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a module with other parameters than its own, as {@code torch.func.functional_call}: for
 * ensembles, and for meta-learning of first order.
 *
 * <pre>{@code
 * Tensor loss = Functional.call(model, adapted, () -> loss(model.call(images), labels));
 * }</pre>
 */
public final class Functional {
  private Functional() {}

  /**
   * Gives what {@code body} gives, run with tensors in the place of parameters of {@code model}, by
   * name; parameters that are not named stay. Gradients flow to the tensors. Nothing is copied, the
   * model is not changed, and other threads see nothing of it. A tied parameter is replaced
   * wherever it stands.
   *
   * @throws java.util.NoSuchElementException if there is no parameter of a name
   * @throws IllegalArgumentException if the shape or the type of a tensor is not its parameter's,
   *     or two names of a tied parameter get different tensors
   */
  public static <T extends @Nullable Object, X extends Throwable> T call(
      NeuralModule model,
      Map<String, ? extends Tensor> parameters,
      ScopedValue.CallableOp<? extends T, X> body)
      throws X {
    Map<Parameter, Tensor> others = new IdentityHashMap<>();
    parameters.forEach(
        (name, tensor) -> {
          Parameter parameter = model.parameter(name);
          if (!Arrays.equals(tensor.shape(), parameter.shape())) {
            throw new IllegalArgumentException(
                "parameter '%s' of %s is %s, the tensor for it %s"
                    .formatted(
                        name,
                        model.label(),
                        Shapes.show(parameter.shape()),
                        Shapes.show(tensor.shape())));
          }
          Tensor before = others.put(parameter, tensor);
          if (before != null && before != tensor) {
            throw new IllegalArgumentException(
                "parameter '%s' of %s is tied: its names cannot have different tensors"
                    .formatted(name, model.label()));
          }
        });
    return ParameterOverride.call(others, body);
  }
}
