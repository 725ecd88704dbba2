package dev.forja.module;

import dev.forja.ThrowingCallable;
import dev.forja.ThrowingRunnable;
import dev.forja.array.Shapes;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.ParameterOverride;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Functions of functions: calls a module with other parameters than its own, like {@code
 * torch.func.functional_call}, and differentiates functions, like {@code torch.func} and {@code
 * torch.autograd.functional}. Thread-safe.
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

  /**
   * The gradient of a function that returns one number, as a function, like {@code
   * torch.func.grad}. It can be differentiated again: {@code grad(grad(f))} is the second
   * derivative of a function of one number.
   *
   * @throws IllegalArgumentException on a call, if the function returns more than one element
   */
  public static TensorFunction grad(TensorFunction f) {
    return input -> Derivatives.grad(one(f), List.of(input)).getFirst();
  }

  /**
   * The gradients of a function of several tensors that returns one number, with respect to each.
   */
  public static List<Tensor> grad(Function<List<Tensor>, Tensor> f, List<Tensor> inputs) {
    return Derivatives.grad(f, inputs);
  }

  /**
   * The result of a function and the product {@code v J} with its Jacobian, like {@code
   * torch.autograd.functional.vjp}.
   *
   * @param v in the shape of the result
   */
  public static ValueAndProduct vjp(TensorFunction f, Tensor input, Tensor v) {
    return Derivatives.vjp(one(f), List.of(input), v);
  }

  /** As {@link #vjp(TensorFunction, Tensor, Tensor)}, with a product for each input. */
  public static ValueAndProduct vjp(
      Function<List<Tensor>, Tensor> f, List<Tensor> inputs, Tensor v) {
    return Derivatives.vjp(f, inputs, v);
  }

  /**
   * The result of a function and the product {@code J v} with its Jacobian, like {@code
   * torch.autograd.functional.jvp}: the derivative in the direction v. It costs two backward
   * passes.
   *
   * @param v in the shape of the input
   */
  public static ValueAndProduct jvp(TensorFunction f, Tensor input, Tensor v) {
    return Derivatives.jvp(one(f), List.of(input), List.of(v));
  }

  /** As {@link #jvp(TensorFunction, Tensor, Tensor)}, with a direction for each input. */
  public static ValueAndProduct jvp(
      Function<List<Tensor>, Tensor> f, List<Tensor> inputs, List<Tensor> v) {
    return Derivatives.jvp(f, inputs, v);
  }

  /**
   * The derivatives of each element of the result with respect to each element of the input, like
   * {@code torch.autograd.functional.jacobian}: [result.., input..]. It costs a backward pass for
   * each element of the result.
   */
  public static Tensor jacobian(TensorFunction f, Tensor input) {
    return Derivatives.jacobian(one(f), List.of(input)).getFirst();
  }

  /** As {@link #jacobian(TensorFunction, Tensor)}, with respect to each input. */
  public static List<Tensor> jacobian(Function<List<Tensor>, Tensor> f, List<Tensor> inputs) {
    return Derivatives.jacobian(f, inputs);
  }

  /**
   * The second derivatives of a function that returns one number, like {@code
   * torch.autograd.functional.hessian}: [input.., input..]. It costs a backward pass for each
   * element of the input.
   *
   * @throws IllegalArgumentException if the function returns more than one element
   */
  public static Tensor hessian(TensorFunction f, Tensor input) {
    return Derivatives.hessian(one(f), List.of(input)).getFirst().getFirst();
  }

  /**
   * As {@link #hessian(TensorFunction, Tensor)}, with respect to each pair of inputs: element i, j
   * is [input i.., input j..].
   */
  public static List<List<Tensor>> hessian(Function<List<Tensor>, Tensor> f, List<Tensor> inputs) {
    return Derivatives.hessian(f, inputs);
  }

  /**
   * The result of a function that returns one number, and the product {@code H v} with its Hessian,
   * like {@code torch.autograd.functional.hvp}. It costs two backward passes, and never builds the
   * Hessian.
   *
   * @param v in the shape of the input
   * @throws IllegalArgumentException if the function returns more than one element
   */
  public static ValueAndProduct hvp(TensorFunction f, Tensor input, Tensor v) {
    return Derivatives.hvp("hvp", one(f), List.of(input), List.of(v));
  }

  /** As {@link #hvp(TensorFunction, Tensor, Tensor)}, with a product for each input. */
  public static ValueAndProduct hvp(
      Function<List<Tensor>, Tensor> f, List<Tensor> inputs, List<Tensor> v) {
    return Derivatives.hvp("hvp", f, inputs, v);
  }

  /**
   * The result of a function that returns one number, and the product {@code v H} with its Hessian,
   * like {@code torch.autograd.functional.vhp}; the same as {@code H v}, since the Hessian of a
   * function that is twice continuously differentiable is symmetric.
   */
  public static ValueAndProduct vhp(TensorFunction f, Tensor input, Tensor v) {
    return Derivatives.hvp("vhp", one(f), List.of(input), List.of(v));
  }

  /** As {@link #vhp(TensorFunction, Tensor, Tensor)}, with a product for each input. */
  public static ValueAndProduct vhp(
      Function<List<Tensor>, Tensor> f, List<Tensor> inputs, List<Tensor> v) {
    return Derivatives.hvp("vhp", f, inputs, v);
  }

  private static Function<List<Tensor>, Tensor> one(TensorFunction f) {
    return inputs -> f.call(inputs.getFirst());
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
