package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Named;
import dev.forja.array.Shapes;
import dev.forja.op.RangeCheckOp;
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
 * The base of the recurrent layers: their weights, under PyTorch's names, and the iteration over
 * layers, directions and steps. All weights are initialised from U(-k, k), {@code k = 1 /
 * sqrt(hiddenSize)}.
 */
abstract class RecurrentState {
  final int inputSize;
  final int hiddenSize;

  /** The weights by name: {@code weight_ih_l0}, {@code weight_hh_l0}, {@code bias_ih_l0}, ... */
  @Named("")
  final LinkedHashMap<String, Parameter> weights = new LinkedHashMap<>();

  private final String name;
  private final RecurrentOptions options;

  /** The width of the output of a step: that of the state, or of its projection. */
  private final int outputSize;

  RecurrentState(String name, int gates, int inputSize, int hiddenSize, RecurrentOptions options) {
    this(name, gates, inputSize, hiddenSize, 0, options);
  }

  /** Creates the weights, with a projection of the output to another width; 0 for none. */
  RecurrentState(
      String name,
      int gates,
      int inputSize,
      int hiddenSize,
      int projSize,
      RecurrentOptions options) {
    if (inputSize < 1 || hiddenSize < 1 || options.numLayers() < 1) {
      throw new IllegalArgumentException(
          "%s: inputSize %d, hiddenSize %d, numLayers %d: expected 1 or more of each"
              .formatted(name, inputSize, hiddenSize, options.numLayers()));
    }
    if (projSize < 0 || projSize >= hiddenSize) {
      throw new IllegalArgumentException(
          "%s: projSize %d: expected 0 for none, or less than hiddenSize %d"
              .formatted(name, projSize, hiddenSize));
    }
    this.name = name;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.outputSize = projSize == 0 ? hiddenSize : projSize;
    this.options = options;
    for (int layer = 0; layer < options.numLayers(); layer++) {
      for (int direction = 0; direction < directions(); direction++) {
        String end = end(layer, direction);
        int width = layer == 0 ? inputSize : outputSize * directions();
        weights.put("weight_ih" + end, draws(gates * hiddenSize, width));
        weights.put("weight_hh" + end, draws(gates * hiddenSize, outputSize));
        if (options.bias()) {
          weights.put("bias_ih" + end, draws(gates * hiddenSize));
          weights.put("bias_hh" + end, draws(gates * hiddenSize));
        }
        if (projSize > 0) {
          weights.put("weight_hr" + end, draws(projSize, hiddenSize));
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

  /** The weights of the previous state and of the projection, for a step. */
  record Weights(Tensor weight, @Nullable Tensor bias, @Nullable Tensor projection) {
    Tensor of(Tensor state) {
      return state.linear(weight, bias);
    }

    Tensor projected(Tensor state) {
      return projection == null ? state : state.linear(projection, null);
    }
  }

  /**
   * Computes the output, and the last value of each state.
   *
   * @param lengths int64 [n], the length of each sequence; null if all are as long as the input
   */
  final Tensor[] run(
      Tensor given, @Nullable Tensor[] first, @Nullable Tensor lengths, CallContext context) {
    boolean single = given.rank() == 2;
    Tensor input = single ? given.unsqueeze(1) : given;
    input = options.batchFirst() && !single ? input.transpose(0, 1) : input;
    check(given, input);
    Tensor inside = lengths == null ? null : inside(lengths, input);
    List<List<Tensor>> last = new ArrayList<>();
    for (int s = 0; s < first.length; s++) {
      last.add(new ArrayList<>());
    }
    // Padding may contain any values, even NaN, and must not affect gradients, so it is set to zero
    // before any product.
    Tensor output = inside == null ? input : Tensor.where(inside, input, Tensor.zeros());
    for (int layer = 0; layer < options.numLayers(); layer++) {
      if (layer > 0 && options.dropout() > 0 && context.training()) {
        output = output.dropout(options.dropout(), context.random());
      }
      Tensor[] runs = new Tensor[directions()];
      for (int direction = 0; direction < runs.length; direction++) {
        Tensor[] state = start(first, layer * runs.length + direction, input.size(1), single);
        runs[direction] = walk(output, layer, direction, state, inside);
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
          "%s: input %s: expected [l, n, %d], %s, with l of 1 or more"
              .formatted(
                  name,
                  Shapes.show(given.shape()),
                  inputSize,
                  options.batchFirst() ? "with n first" : "or [l, " + inputSize + "]"));
    }
  }

  /** Bool [l, n, 1]: which steps are inside their sequence. */
  private Tensor inside(Tensor lengths, Tensor input) {
    int steps = input.size(0);
    int batch = input.size(1);
    if (lengths.rank() != 1 || lengths.size(0) != batch) {
      throw new IllegalArgumentException(
          "%s: lengths %s: expected %d, each from 1 to %d"
              .formatted(name, Shapes.show(lengths.shape()), batch, steps));
    }
    // An op, so that a graph that runs again checks the lengths that it is then given.
    Tensor checked = Tensor.apply(new RangeCheckOp(name + ": lengths", 1, steps), lengths);
    return Tensor.arange(steps).unsqueeze(1).lt(checked.unsqueeze(0)).unsqueeze(2);
  }

  private Tensor[] start(@Nullable Tensor[] first, int place, int batch, boolean single) {
    Tensor[] state = new Tensor[first.length];
    for (int s = 0; s < state.length; s++) {
      Tensor given = first[s];
      int width = s == 0 ? outputSize : hiddenSize;
      if (given == null) {
        state[s] = Tensor.zeros(batch, width);
        continue;
      }
      int layers = options.numLayers() * directions();
      int[] expected = single ? new int[] {layers, width} : new int[] {layers, batch, width};
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
   * The outputs [l, n, outputSize] of one layer in one direction; {@code state} becomes the last
   * state. A step outside of its sequence outputs zeros and keeps the state.
   */
  private Tensor walk(
      Tensor input, int layer, int direction, Tensor[] state, @Nullable Tensor inside) {
    String end = end(layer, direction);
    Tensor weight = Objects.requireNonNull(weights.get("weight_hh" + end));
    Weights hidden =
        new Weights(weight, weights.get("bias_hh" + end), weights.get("weight_hr" + end));
    Tensor projected =
        input.linear(
            Objects.requireNonNull(weights.get("weight_ih" + end)), weights.get("bias_ih" + end));
    int steps = input.size(0);
    Tensor[] outputs = new Tensor[steps];
    for (int i = 0; i < steps; i++) {
      int at = direction == 0 ? i : steps - 1 - i;
      Tensor here = inside == null ? null : inside.select(0, at);
      Tensor[] next = step(projected.select(0, at), entering(state, here), hidden);
      outputs[at] = next[0];
      if (here != null) {
        outputs[at] = Tensor.where(here, next[0], Tensor.zeros());
        Arrays.setAll(next, s -> Tensor.where(here, next[s], state[s]));
      }
      System.arraycopy(next, 0, state, 0, state.length);
    }
    return Tensor.stack(0, outputs);
  }

  /**
   * The input states of a step: zeros outside of a sequence, because the last state of a sequence
   * may be infinite.
   */
  private static Tensor[] entering(Tensor[] state, @Nullable Tensor here) {
    if (here == null) {
      return state;
    }
    Tensor[] entering = new Tensor[state.length];
    Arrays.setAll(entering, s -> Tensor.where(here, state[s], Tensor.zeros()));
    return entering;
  }

  /** One of several adjacent gates. */
  final Tensor gate(Tensor gates, int place) {
    return gates.slice(1, place * hiddenSize, (place + 1) * hiddenSize);
  }

  final String extraRepr() {
    StringBuilder text = new StringBuilder().append(inputSize).append(", ").append(hiddenSize);
    if (outputSize != hiddenSize) {
      text.append(", proj_size=").append(outputSize);
    }
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
