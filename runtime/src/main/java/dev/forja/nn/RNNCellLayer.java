package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plain recurrent layer, as {@code torch.nn.RNNCell}: {@code h = tanh(Wih x + bih +
 * Whh h + bhh)}, or relu in place of tanh.
 *
 * <p>Shapes: input [n, inputSize] or [inputSize]; states [n, hiddenSize] or [hiddenSize], null for
 * zeros; results likewise.
 */
final class RNNCellLayer extends RecurrentCellState {
  private final boolean relu;

  /** Creates the layer with biases and tanh. */
  @Puts({"inputSize = $0", "hiddenSize = $1"})
  public RNNCellLayer(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, true, false);
  }

  /** Creates the layer with or without biases, with tanh or relu. */
  @Puts({"inputSize = $0", "hiddenSize = $1"})
  public RNNCellLayer(int inputSize, int hiddenSize, boolean bias, boolean relu) {
    super("RNNCell", 1, inputSize, hiddenSize, bias);
    this.relu = relu;
  }

  @Forward(invoker = "RNNCell")
  @ShapeRule("resize(ends(ranked($0, 1, 2), (inputSize,)), -1, hiddenSize)")
  Tensor forward(Tensor input, @Nullable Tensor h0) {
    Tensor sum = inputGates(input).add(hiddenGates(state(input, h0)));
    return relu ? sum.relu() : sum.tanh();
  }

  @Override
  String nonlinearity() {
    return relu ? ", nonlinearity=relu" : "";
  }
}
