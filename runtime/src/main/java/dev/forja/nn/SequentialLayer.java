package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import java.util.List;

/**
 * Calls its layers one after the other, as {@code torch.nn.Sequential}. Any function from tensor to
 * tensor is a layer: {@code Sequential.of(Linear.of(784, 256), Tensor::relu, Linear.of(256, 10))}.
 * Modules appear in the state dict under their index: {@code 0.weight}.
 */
final class SequentialLayer {
  @SuppressWarnings("forja:StateOpen") // modules, or functions without state
  @Named("")
  final List<TensorFunction> layers;

  /** Creates the sequence of these layers; without layers, it returns its input. */
  @Puts("layers = $0")
  public SequentialLayer(TensorFunction... layers) {
    this.layers = List.of(layers);
  }

  @Forward(invoker = "Sequential")
  @ShapeRule("chain($0, layers)")
  Tensor forward(Tensor input) {
    Tensor output = input;
    for (TensorFunction layer : layers) {
      output = layer.call(output);
    }
    return output;
  }
}
