package dev.forja.tensor;

import dev.forja.spi.InvokerBase;
import dev.forja.spi.ShapeRule;
import java.util.function.UnaryOperator;

/**
 * A function from tensor to tensor: a module whose {@code call} takes and gives one tensor, a
 * lambda or a method reference. Every generated invoker of that shape implements it, so modules and
 * functions can be chained and given to containers alike:
 *
 * <pre>{@code
 * TensorFunction features = conv.andThen(Tensor::relu).andThen(pool);
 * Sequential model = Sequential.of(features, Linear.of(128, 10));
 * }</pre>
 *
 * <p>Whether several threads may call one function at once is up to the function.
 */
@FunctionalInterface
@InvokerBase("dev.forja.module.NeuralModule")
public interface TensorFunction extends UnaryOperator<Tensor> {
  /** The result for one input. */
  @ShapeRule("chain($0, this)")
  Tensor call(Tensor input);

  /** The same as {@link #call}, for code that takes functions of the JDK. */
  @Override
  @ShapeRule("chain($0, this)")
  default Tensor apply(Tensor input) {
    return call(input);
  }

  /** This function, and then {@code after} on its result. */
  @SuppressWarnings("overloads") // a TensorFunction is a Function, so this one is more specific
  default TensorFunction andThen(TensorFunction after) {
    return input -> after.call(call(input));
  }
}
