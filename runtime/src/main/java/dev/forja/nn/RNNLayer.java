package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.op.RecurrentKind;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer as {@code torch.nn.RNN}: {@code h = tanh(Wih x + bih + Whh h + bhh)}, or with a
 * ReLU.
 *
 * <p>Shapes: input [l, n, inputSize], or [n, l, inputSize] if {@code batchFirst} is set, or [l,
 * inputSize]; h0 [layers * directions, n, hiddenSize], null for zeros; results as {@link
 * RecurrentOutput} says. Lengths are int64 [n]; after them, the output is zero, and the last states
 * are those at the end of each sequence.
 *
 * <p>Source: J. Elman, Finding Structure in Time, Cognitive Science 14, 1990.
 */
final class RNNLayer extends RecurrentState {
  /** Creates the layer with the default options. */
  @Puts({
    "inputSize = $0",
    "hiddenSize = $1",
    "options = {numLayers = 1, bidirectional = false, batchFirst = false}"
  })
  public RNNLayer(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, RecurrentOptions.defaults());
  }

  /** Creates the layer with the hyperbolic tangent as nonlinearity. */
  @Puts({"inputSize = $0", "hiddenSize = $1", "options = $2"})
  public RNNLayer(int inputSize, int hiddenSize, RecurrentOptions options) {
    this(inputSize, hiddenSize, options, false);
  }

  /** Creates the layer with ReLU or the hyperbolic tangent as nonlinearity. */
  @Puts({"inputSize = $0", "hiddenSize = $1", "options = $2"})
  public RNNLayer(int inputSize, int hiddenSize, RecurrentOptions options, boolean relu) {
    super(relu ? RecurrentKind.RNN_RELU : RecurrentKind.RNN_TANH, inputSize, hiddenSize, options);
  }

  @Forward(invoker = "RNN")
  @ShapeRule(
      "{output = resize(ends(ranked($0, 2, 3), (inputSize,)), -1, when(options.bidirectional, 2, 1)"
          + " * hiddenSize), hidden = resize(resize(unsized($0), -1, hiddenSize), 0,"
          + " options.numLayers * when(options.bidirectional, 2, 1))}")
  RecurrentOutput forward(Tensor input, @Nullable Tensor h0, CallContext context) {
    Tensor[] results = run(input, new @Nullable Tensor[] {h0}, null, context);
    return new RecurrentOutput(results[0], results[1]);
  }

  /** The call for sequences of different lengths, like PyTorch's packed sequences. */
  @Forward(entry = "callWithLengths")
  @ShapeRule(
      "{output = resize(ends(ranked($0, 2, 3), (inputSize,)), -1, when(options.bidirectional, 2, 1)"
          + " * hiddenSize), hidden = resize(resize(unsized($0), -1, hiddenSize), 0,"
          + " options.numLayers * when(options.bidirectional, 2, 1))}")
  RecurrentOutput withLengths(
      Tensor input, Tensor lengths, @Nullable Tensor h0, CallContext context) {
    Tensor[] results = run(input, new @Nullable Tensor[] {h0}, lengths, context);
    return new RecurrentOutput(results[0], results[1]);
  }
}
