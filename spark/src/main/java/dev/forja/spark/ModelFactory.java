package dev.forja.spark;

import dev.forja.module.NeuralModule;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import java.util.List;

/**
 * Makes the model of a {@link ForjaTransformer}, once in each executor.
 *
 * <pre>{@code
 * public final class DigitsFactory implements ModelFactory {
 *   public NeuralModule create(String settings) {
 *     return MlpInvoker.of(784, Integer.parseInt(settings), 10);
 *   }
 * }
 * }</pre>
 *
 * <p>A transformer knows its factory by the name of the class, so that it can be saved as text: the
 * class is public, has a public constructor without parameters, and lies on the class path of the
 * driver and of all executors.
 *
 * <p>{@link #call} runs on many threads at once, on one model; a module in evaluation mode is safe
 * for that.
 */
@FunctionalInterface
public interface ModelFactory {
  /**
   * Makes the model. The weights of the transformer, if it has any, are loaded into it afterwards,
   * and it is set to evaluation mode.
   *
   * @param settings what the transformer was given for the factory; empty if nothing
   */
  NeuralModule create(String settings) throws Exception;

  /**
   * Runs the model on a batch; without an implementation, the model is a {@link TensorFunction}.
   *
   * @param inputs one tensor for each input column, of shape {@code [n, ...]}: n rows, then the
   *     shape of the column
   * @return one tensor for each output column, of shape {@code [n, ...]}
   */
  default List<Tensor> call(NeuralModule model, List<Tensor> inputs) {
    if (inputs.size() == 1 && model instanceof TensorFunction function) {
      return List.of(function.call(inputs.getFirst()));
    }
    throw new IllegalStateException(
        "%s takes other arguments than one tensor, and there are %d input columns: implement"
                .formatted(model.getClass().getSimpleName(), inputs.size())
            + " ModelFactory.call, which says how the columns become its arguments");
  }
}
