package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Named;
import dev.forja.array.Shapes;
import dev.forja.tensor.Init;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the recurrent layers share: their weights, under PyTorch's names, and the walk over layers,
 * directions and steps. All weights start as draws from U(-k, k), {@code k = 1 / sqrt(hiddenSize)}.
 */
abstract class RecurrentState {
  final int inputSize;
  final int hiddenSize;

  /** The weights by name: {@code weight_ih_l0}, {@code weight_hh_l0}, {@code bias_ih_l0}, ... */
  @Named("")
  final LinkedHashMap<String, Parameter> weights = new LinkedHashMap<>();

  private final String name;
  private final RecurrentOptions options;

  RecurrentState(String name, int gates, int inputSize, int hiddenSize, RecurrentOptions options) {
    if (inputSize < 1 || hiddenSize < 1 || options.numLayers() < 1) {
      throw new IllegalArgumentException(
          "%s: inputSize %d, hiddenSize %d, numLayers %d: expected 1 or more of each"
              .formatted(name, inputSize, hiddenSize, options.numLayers()));
    }
    this.name = name;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.options = options;
    for (int layer = 0; layer < options.numLayers(); layer++) {
      for (int direction = 0; direction < directions(); direction++) {
        String end = end(layer, direction);
        int width = layer == 0 ? inputSize : hiddenSize * directions();
        weights.put("weight_ih" + end, draws(gates * hiddenSize, width));
        weights.put("weight_hh" + end, draws(gates * hiddenSize, hiddenSize));
        if (options.bias()) {
          weights.put("bias_ih" + end, draws(gates * hiddenSize));
          weights.put("bias_hh" + end, draws(gates * hiddenSize));
        }
      }
    }
  }

  private Parameter draws(int... shape) {
    double bound = 1 / Math.sqrt(hiddenSize);
    return Init.uniform(Parameter.zeros(shape), -bound, bound);
  }

  private int directions() {
    return options.bidirectional() ? 2 : 1;
  }

  private static String end(int layer, int direction) {
    return "_l" + layer + (direction == 1 ? "_reverse" : "");
  }

  /**
   * One step.
   *
   * @param input the input times its weights, [n, gates * hiddenSize]
   * @param state the state before: one tensor, or two with a cell
   * @return the state after
   */
  abstract Tensor[] step(Tensor input, Tensor[] state, Weights weights);

  /** The weights of the state before, as a step wants them. */
  record Weights(Tensor weight, @Nullable Tensor bias) {
    Tensor of(Tensor state) {
      return state.linear(weight, bias);
    }
  }

  /** The output, and the last of each of the states. */
  final Tensor[] run(Tensor given, @Nullable Tensor[] first, CallContext context) {
    boolean single = given.rank() == 2;
    Tensor input = single ? given.unsqueeze(1) : given;
    input = options.batchFirst() && !single ? input.transpose(0, 1) : input;
    check(given, input);
    List<List<Tensor>> last = new ArrayList<>();
    for (int s = 0; s < first.length; s++) {
      last.add(new ArrayList<>());
    }
    Tensor output = input;
    for (int layer = 0; layer < options.numLayers(); layer++) {
      if (layer > 0 && options.dropout() > 0 && context.training()) {
        output = output.dropout(options.dropout(), context.random());
      }
      Tensor[] runs = new Tensor[directions()];
      for (int direction = 0; direction < runs.length; direction++) {
        Tensor[] state = start(first, layer * runs.length + direction, input.size(1), single);
        runs[direction] = walk(output, layer, direction, state);
        for (int s = 0; s < state.length; s++) {
          last.get(s).add(state[s]);
        }
      }
      output = runs.length == 1 ? runs[0] : Tensor.cat(-1, runs);
    }
    Tensor[] results = new Tensor[first.length + 1];
    output = options.batchFirst() && !single ? output.transpose(0, 1) : output;
    results[0] = single ? output.squeeze(1) : output;
    for (int s = 0; s < first.length; s++) {
      Tensor states = Tensor.stack(0, last.get(s).toArray(Tensor[]::new));
      results[s + 1] = single ? states.squeeze(1) : states;
    }
    return results;
  }

  private void check(Tensor given, Tensor input) {
    if (input.rank() != 3 || input.size(2) != inputSize || input.size(0) == 0) {
      throw new IllegalArgumentException(
          "%s: input %s: expected [l, n, %d], %s, l being 1 or more"
              .formatted(
                  name,
                  Shapes.show(given.shape()),
                  inputSize,
                  options.batchFirst() ? "with n first" : "or [l, " + inputSize + "]"));
    }
  }

  private Tensor[] start(@Nullable Tensor[] first, int place, int batch, boolean single) {
    Tensor[] state = new Tensor[first.length];
    for (int s = 0; s < state.length; s++) {
      Tensor given = first[s];
      if (given == null) {
        state[s] = Tensor.zeros(batch, hiddenSize);
        continue;
      }
      int[] expected =
          single
              ? new int[] {options.numLayers() * directions(), hiddenSize}
              : new int[] {options.numLayers() * directions(), batch, hiddenSize};
      if (!Arrays.equals(given.shape(), expected)) {
        throw new IllegalArgumentException(
            "%s: initial state %s: expected %s"
                .formatted(name, Shapes.show(given.shape()), Shapes.show(expected)));
      }
      Tensor one = given.select(0, place);
      state[s] = single ? one.unsqueeze(0) : one;
    }
    return state;
  }

  /**
   * The states [l, n, hiddenSize] of one layer in one direction; {@code state} moves to the last.
   */
  private Tensor walk(Tensor input, int layer, int direction, Tensor[] state) {
    String end = end(layer, direction);
    Tensor weight = Objects.requireNonNull(weights.get("weight_hh" + end));
    Weights hidden = new Weights(weight, weights.get("bias_hh" + end));
    Tensor projected =
        input.linear(
            Objects.requireNonNull(weights.get("weight_ih" + end)), weights.get("bias_ih" + end));
    int steps = input.size(0);
    Tensor[] outputs = new Tensor[steps];
    for (int i = 0; i < steps; i++) {
      int at = direction == 0 ? i : steps - 1 - i;
      Tensor[] next = step(projected.select(0, at), state, hidden);
      System.arraycopy(next, 0, state, 0, state.length);
      outputs[at] = next[0];
    }
    return Tensor.stack(0, outputs);
  }

  /** One gate of several side by side. */
  final Tensor gate(Tensor gates, int place) {
    return gates.slice(1, place * hiddenSize, (place + 1) * hiddenSize);
  }

  final String extraRepr() {
    StringBuilder text = new StringBuilder().append(inputSize).append(", ").append(hiddenSize);
    if (options.numLayers() != 1) {
      text.append(", num_layers=").append(options.numLayers());
    }
    if (!options.bias()) {
      text.append(", bias=False");
    }
    if (options.batchFirst()) {
      text.append(", batch_first=True");
    }
    if (options.dropout() != 0) {
      text.append(", dropout=").append(PythonText.of(options.dropout()));
    }
    return text.append(options.bidirectional() ? ", bidirectional=True" : "").toString();
  }
}
