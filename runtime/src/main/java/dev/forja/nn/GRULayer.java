package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.op.RecurrentKind;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Gated recurrent units as {@code torch.nn.GRU}: with {@code a = Wih x + bih} and {@code b = Whh h
 * + bhh}, each split into three, {@code r = sigmoid(a1 + b1); z = sigmoid(a2 + b2); n = tanh(a3 + r
 * * b3); h = (1 - z) * n + z * h}.
 *
 * <p>Shapes: input [l, n, inputSize], or [n, l, inputSize] if {@code batchFirst} is set, or [l,
 * inputSize]; h0 [layers * directions, n, hiddenSize], null for zeros; results as {@link
 * RecurrentOutput} says. Lengths are int64 [n]; after them, the output is zero, and the last states
 * are those at the end of each sequence.
 *
 * <p>Source: K. Cho et al., Learning Phrase Representations using RNN Encoder-Decoder, <a
 * href="https://arxiv.org/abs/1406.1078">arXiv:1406.1078</a>.
 */
final class GRULayer extends RecurrentState {
  /** Creates the layer with the default options. */
  @Puts({
    "inputSize = $0",
    "hiddenSize = $1",
    "options = {numLayers = 1, bidirectional = false, batchFirst = false}"
  })
  public GRULayer(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, RecurrentOptions.defaults());
  }

  /** Creates the layer with these options. */
  @Puts({"inputSize = $0", "hiddenSize = $1", "options = $2"})
  public GRULayer(int inputSize, int hiddenSize, RecurrentOptions options) {
    super(RecurrentKind.GRU, inputSize, hiddenSize, options);
  }

  @Forward(invoker = "GRU")
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
