package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.op.RecurrentKind;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Long short-term memory as {@code torch.nn.LSTM}: with {@code Wih x + bih + Whh h + bhh} split
 * into i, f, g and o, {@code c = sigmoid(f) * c + sigmoid(i) * tanh(g); h = sigmoid(o) * tanh(c)};
 * with a projection {@code h = Whr (sigmoid(o) * tanh(c))}.
 *
 * <p>Shapes: input [l, n, inputSize], or [n, l, inputSize] if {@code batchFirst} is set, or [l,
 * inputSize]; h0 and c0 [layers * directions, n, hiddenSize], null for zeros, h0 as wide as the
 * projection if there is one; results as {@link LSTMOutput} says. Lengths are int64 [n]; after
 * them, the output is zero, and the last states are those at the end of each sequence.
 *
 * <p>Source: S. Hochreiter and J. Schmidhuber, Long Short-Term Memory, Neural Computation 9, 1997.
 */
final class LSTMLayer extends RecurrentState {
  /** Creates the layer with the default options. */
  @Puts({
    "inputSize = $0",
    "hiddenSize = $1",
    "outputSize = $1",
    "options = {numLayers = 1, bidirectional = false, batchFirst = false}"
  })
  public LSTMLayer(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, RecurrentOptions.defaults());
  }

  /** Creates the layer with these options. */
  @Puts({"inputSize = $0", "hiddenSize = $1", "outputSize = $1", "options = $2"})
  public LSTMLayer(int inputSize, int hiddenSize, RecurrentOptions options) {
    this(inputSize, hiddenSize, options, 0);
  }

  /**
   * Creates the layer with the output h projected to {@code projSize}, which must be less than the
   * hidden size; 0 for none.
   */
  @Puts({"inputSize = $0", "hiddenSize = $1", "options = $2"})
  public LSTMLayer(int inputSize, int hiddenSize, RecurrentOptions options, int projSize) {
    super(RecurrentKind.LSTM, inputSize, hiddenSize, projSize, options);
  }

  @Forward(invoker = "LSTM")
  @ShapeRule(
      "{output = resize(ends(ranked($0, 2, 3), (inputSize,)), -1, when(options.bidirectional, 2, 1)"
          + " * outputSize), hidden = resize(resize(unsized($0), -1, outputSize), 0,"
          + " options.numLayers * when(options.bidirectional, 2, 1)), cell ="
          + " resize(resize(unsized($0), -1, hiddenSize), 0, options.numLayers *"
          + " when(options.bidirectional, 2, 1))}")
  LSTMOutput forward(Tensor input, @Nullable Tensor h0, @Nullable Tensor c0, CallContext context) {
    Tensor[] results = run(input, new @Nullable Tensor[] {h0, c0}, null, context);
    return new LSTMOutput(results[0], results[1], results[2]);
  }

  /** The call for sequences of different lengths, like PyTorch's packed sequences. */
  @Forward(entry = "callWithLengths")
  @ShapeRule(
      "{output = resize(ends(ranked($0, 2, 3), (inputSize,)), -1, when(options.bidirectional, 2, 1)"
          + " * outputSize), hidden = resize(resize(unsized($0), -1, outputSize), 0,"
          + " options.numLayers * when(options.bidirectional, 2, 1)), cell ="
          + " resize(resize(unsized($0), -1, hiddenSize), 0, options.numLayers *"
          + " when(options.bidirectional, 2, 1))}")
  LSTMOutput withLengths(
      Tensor input, Tensor lengths, @Nullable Tensor h0, @Nullable Tensor c0, CallContext context) {
    Tensor[] results = run(input, new @Nullable Tensor[] {h0, c0}, lengths, context);
    return new LSTMOutput(results[0], results[1], results[2]);
  }
}
