package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One step of a long short-term memory, as {@code torch.nn.LSTMCell}: with {@code Wih x + bih + Whh
 * h + bhh} split into i, f, g and o, {@code c = sigmoid(f) * c + sigmoid(i) * tanh(g); h =
 * sigmoid(o) * tanh(c)}.
 *
 * <p>Shapes: input [n, inputSize] or [inputSize]; states [n, hiddenSize] or [hiddenSize], null for
 * zeros; results likewise.
 *
 * <p>Source: S. Hochreiter and J. Schmidhuber, Long Short-Term Memory, Neural Computation 9, 1997.
 */
final class LSTMCellLayer extends RecurrentCellState {
  /** Creates the layer with biases. */
  @Puts({"inputSize = $0", "hiddenSize = $1"})
  public LSTMCellLayer(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, true);
  }

  /** Creates the layer with or without biases. */
  @Puts({"inputSize = $0", "hiddenSize = $1"})
  public LSTMCellLayer(int inputSize, int hiddenSize, boolean bias) {
    super("LSTMCell", 4, inputSize, hiddenSize, bias);
  }

  @Forward(invoker = "LSTMCell")
  @ShapeRule(
      "{hidden = resize(ends(ranked($0, 1, 2), (inputSize,)), -1, hiddenSize), cell ="
          + " resize(ends(ranked($0, 1, 2), (inputSize,)), -1, hiddenSize)}")
  LSTMCellOutput forward(Tensor input, @Nullable Tensor h0, @Nullable Tensor c0) {
    Tensor[] gates = parts(inputGates(input).add(hiddenGates(state(input, h0))), 4);
    Tensor old = gates[1].sigmoid().mul(state(input, c0));
    Tensor cell = old.add(gates[0].sigmoid().mul(gates[2].tanh()));
    return new LSTMCellOutput(gates[3].sigmoid().mul(cell.tanh()), cell);
  }
}
