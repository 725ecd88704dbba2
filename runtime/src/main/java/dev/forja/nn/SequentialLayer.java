package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Calls its layers one after the other, as {@code torch.nn.Sequential}. Any function from tensor to
 * tensor is a layer: {@code Sequential.of(Linear.of(784, 256), Tensor::relu, Linear.of(256, 10))}.
 * Modules appear in the state dict under their index: {@code 0.weight}.
 */
final class SequentialLayer {
  @SuppressWarnings("forja:StateOpen") // modules, or functions without state
  @Named("")
  final List<UnaryOperator<Tensor>> layers;

  /** Creates the sequence of these layers; without layers, it returns its input. */
  @SafeVarargs
  @SuppressWarnings("varargs") // List.of copies them
  @Puts("layers = $0")
  public SequentialLayer(UnaryOperator<Tensor>... layers) {
    this.layers = List.of(layers);
  }

  @Forward(invoker = "Sequential")
  @ShapeRule("chain($0, layers)")
  Tensor forward(Tensor input) {
    Tensor output = input;
    for (UnaryOperator<Tensor> layer : layers) {
      output = layer.apply(output);
    }
    return output;
  }
}
