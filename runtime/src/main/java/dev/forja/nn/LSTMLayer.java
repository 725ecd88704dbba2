package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Long short-term memory as {@code torch.nn.LSTM}: of {@code Wih x + bih + Whh h + bhh}, cut into
 * i, f, g and o, {@code c = sigmoid(f) * c + sigmoid(i) * tanh(g); h = sigmoid(o) * tanh(c)}.
 *
 * <p>Shapes: input [l, n, inputSize], or [n, l, inputSize] where the options say so, or [l,
 * inputSize]; h0 and c0 [layers * directions, n, hiddenSize], null for zeros; results as {@link
 * RecurrentWithCell} says.
 *
 * <p>Source: S. Hochreiter and J. Schmidhuber, Long Short-Term Memory, Neural Computation 9, 1997.
 */
final class LSTMLayer extends RecurrentState {
  /** With the default options. */
  public LSTMLayer(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, RecurrentOptions.defaults());
  }

  /** With these options. */
  public LSTMLayer(int inputSize, int hiddenSize, RecurrentOptions options) {
    super("LSTM", 4, inputSize, hiddenSize, options);
  }

  @Forward(invoker = "LSTM")
  RecurrentWithCell forward(
      Tensor input, @Nullable Tensor h0, @Nullable Tensor c0, CallContext context) {
    Tensor[] results = run(input, new @Nullable Tensor[] {h0, c0}, context);
    return new RecurrentWithCell(results[0], results[1], results[2]);
  }

  @Override
  Tensor[] step(Tensor input, Tensor[] state, Weights weights) {
    Tensor gates = input.add(weights.of(state[0]));
    Tensor entering = gate(gates, 0).sigmoid().mul(gate(gates, 2).tanh());
    Tensor cell = gate(gates, 1).sigmoid().mul(state[1]).add(entering);
    return new Tensor[] {gate(gates, 3).sigmoid().mul(cell.tanh()), cell};
  }
}
