package dev.forja.module;

import dev.forja.ThrowingCallable;
import dev.forja.ThrowingRunnable;
import dev.forja.array.Shapes;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.ParameterOverride;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls a module with other parameters than its own, like {@code torch.func.functional_call};
 * useful for ensembles and first-order meta-learning. Thread-safe.
 *
 * <pre>{@code
 * Tensor loss = Functional.call(model, adapted, () -> loss(model.call(images), labels));
 * }</pre>
 *
 * <p>Any thread may use it; each block holds for its own thread.
 */
public final class Functional {
  private Functional() {}

  /**
   * Runs {@code body} with parameters of {@code model} replaced by tensors, by name; other
   * parameters are kept. Gradients flow to the tensors. Nothing is copied, and the model is not
   * changed. It applies to the thread that runs the body, and to tasks wrapped with {@link
   * dev.forja.Calls#carry}. A tied parameter is replaced everywhere. Exceptions of the body are
   * passed on unchanged.
   *
   * @throws java.util.NoSuchElementException if there is no parameter with one of the names
   * @throws IllegalArgumentException if a tensor differs from its parameter in shape or type, or if
   *     two names of a tied parameter get different tensors
   */
  public static <X extends Throwable> void run(
      NeuralModule model, Map<String, ? extends Tensor> parameters, ThrowingRunnable<X> body)
      throws X {
    ParameterOverride.run(byObject(model, parameters), body);
  }

  /** As {@link #run}, for a body with a result. */
  public static <T extends @Nullable Object, X extends Throwable> T call(
      NeuralModule model,
      Map<String, ? extends Tensor> parameters,
      ThrowingCallable<? extends T, X> body)
      throws X {
    return ParameterOverride.call(byObject(model, parameters), body);
  }

  private static Map<Parameter, Tensor> byObject(
      NeuralModule model, Map<String, ? extends Tensor> parameters) {
    Map<String, Parameter> own = ModuleState.allParameters(model);
    Map<Parameter, Tensor> others = new IdentityHashMap<>();
    parameters.forEach(
        (name, tensor) -> {
          Parameter known = own.get(name);
          Parameter parameter = known == null ? model.parameter(name) : known; // throws
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
    return others;
  }
}
