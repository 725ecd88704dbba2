package dev.forja.nn;

import dev.forja.Named;
import dev.forja.array.Shapes;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The base of the recurrent cells: their weights, under PyTorch's names, and the sums that they
 * compute. All weights are initialised from U(-k, k), {@code k = 1 / sqrt(hiddenSize)}.
 */
abstract class RecurrentCellState {
  final int inputSize;
  final int hiddenSize;

  /** The weight of the input, [gates * hiddenSize, inputSize]. */
  @Named("weight_ih")
  final Parameter weightIh;

  /** The weight of the state, [gates * hiddenSize, hiddenSize]. */
  @Named("weight_hh")
  final Parameter weightHh;

  /** The bias of the input, [gates * hiddenSize]; null if there is none. */
  @Named("bias_ih")
  final @Nullable Parameter biasIh;

  /** The bias of the state, [gates * hiddenSize]; null if there is none. */
  @Named("bias_hh")
  final @Nullable Parameter biasHh;

  private final String name;

  RecurrentCellState(String name, int gates, int inputSize, int hiddenSize, boolean bias) {
    if (inputSize < 1 || hiddenSize < 1) {
      throw new IllegalArgumentException(
          "%s: inputSize %d, hiddenSize %d: expected 1 or more of each"
              .formatted(name, inputSize, hiddenSize));
    }
    this.name = name;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.weightIh = SpatialWeights.draw(hiddenSize, gates * hiddenSize, inputSize);
    this.weightHh = SpatialWeights.draw(hiddenSize, gates * hiddenSize, hiddenSize);
    this.biasIh = bias ? SpatialWeights.draw(hiddenSize, gates * hiddenSize) : null;
    this.biasHh = bias ? SpatialWeights.draw(hiddenSize, gates * hiddenSize) : null;
  }

  /** {@code Wih x + bih}. */
  final Tensor inputGates(Tensor input) {
    checkInput(input);
    return input.linear(weightIh, biasIh);
  }

  private void checkInput(Tensor input) {
    if (input.rank() < 1 || input.rank() > 2 || input.size(-1) != inputSize) {
      throw new IllegalArgumentException(
          "%s: input %s: expected [n, %d] or [%d]"
              .formatted(name, Shapes.show(input.shape()), inputSize, inputSize));
    }
  }

  /** {@code Whh h + bhh}. */
  final Tensor hiddenGates(Tensor state) {
    return state.linear(weightHh, biasHh);
  }

  /** The given state, or zeros. */
  final Tensor state(Tensor input, @Nullable Tensor given) {
    checkInput(input);
    int[] shape = input.shape();
    shape[shape.length - 1] = hiddenSize;
    if (given == null) {
      return Tensor.zeros(shape);
    }
    if (!Arrays.equals(given.shape(), shape)) {
      throw new IllegalArgumentException(
          "%s: state %s for input %s: expected %s"
              .formatted(
                  name,
                  Shapes.show(given.shape()),
                  Shapes.show(input.shape()),
                  Shapes.show(shape)));
    }
    return given;
  }

  /** The gates: equal parts of the last dimension. */
  static Tensor[] parts(Tensor gates, int count) {
    return gates.chunk(count, -1).toArray(Tensor[]::new);
  }

  /** What the text of the layer says of its nonlinearity. */
  String nonlinearity() {
    return "";
  }

  final String extraRepr() {
    return inputSize + ", " + hiddenSize + (biasIh == null ? ", bias=False" : "") + nonlinearity();
  }
}
