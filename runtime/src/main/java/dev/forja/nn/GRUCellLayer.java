package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One step of a gated recurrent unit, as {@code torch.nn.GRUCell}: with {@code a = Wih x + bih} and
 * {@code b = Whh h + bhh}, each split into three, {@code r = sigmoid(a1 + b1); z = sigmoid(a2 +
 * b2); n = tanh(a3 + r * b3); h = (1 - z) * n + z * h}.
 *
 * <p>Shapes: input [n, inputSize] or [inputSize]; states [n, hiddenSize] or [hiddenSize], null for
 * zeros; results likewise.
 *
 * <p>Source: K. Cho et al., Learning Phrase Representations using RNN Encoder-Decoder, <a
 * href="https://arxiv.org/abs/1406.1078">arXiv:1406.1078</a>.
 */
final class GRUCellLayer extends RecurrentCellState {
  /** Creates the layer with biases. */
  @Puts({"inputSize = $0", "hiddenSize = $1"})
  public GRUCellLayer(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, true);
  }

  /** Creates the layer with or without biases. */
  @Puts({"inputSize = $0", "hiddenSize = $1"})
  public GRUCellLayer(int inputSize, int hiddenSize, boolean bias) {
    super("GRUCell", 3, inputSize, hiddenSize, bias);
  }

  @Forward(invoker = "GRUCell")
  @ShapeRule("resize(ends(ranked($0, 1, 2), (inputSize,)), -1, hiddenSize)")
  Tensor forward(Tensor input, @Nullable Tensor h0) {
    Tensor before = state(input, h0);
    Tensor[] a = parts(inputGates(input), 3);
    Tensor[] b = parts(hiddenGates(before), 3);
    Tensor reset = a[0].add(b[0]).sigmoid();
    Tensor keep = a[1].add(b[1]).sigmoid();
    Tensor fresh = a[2].add(reset.mul(b[2])).tanh();
    return fresh.add(keep.mul(before.sub(fresh)));
  }
}
