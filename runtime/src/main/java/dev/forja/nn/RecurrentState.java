package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Named;
import dev.forja.array.Shapes;
import dev.forja.op.RecurrentKind;
import dev.forja.op.RecurrentOp;
import dev.forja.tensor.Init;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The base of the recurrent layers: their weights, under PyTorch's names, and the iteration over
 * layers. All weights are initialised from U(-k, k), {@code k = 1 / sqrt(hiddenSize)}.
 */
abstract class RecurrentState {
  final int inputSize;
  final int hiddenSize;

  /** The weights by name: {@code weight_ih_l0}, {@code weight_hh_l0}, {@code bias_ih_l0}, ... */
  @Named("")
  final LinkedHashMap<String, Parameter> weights = new LinkedHashMap<>();

  /** The names of the weights, in the order in which the op takes them. */
  private static final List<String> NAMES =
      List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr");

  private final RecurrentKind kind;
  private final String name;
  private final RecurrentOptions options;

  /** The width of the output of a step: that of the state, or of its projection. */
  private final int outputSize;

  RecurrentState(RecurrentKind kind, int inputSize, int hiddenSize, RecurrentOptions options) {
    this(kind, inputSize, hiddenSize, 0, options);
  }

  /** Creates the weights, with a projection of the output to another width; 0 for none. */
  RecurrentState(
      RecurrentKind kind, int inputSize, int hiddenSize, int projSize, RecurrentOptions options) {
    this.kind = kind;
    this.name = kind.layer();
    int gates = kind.gates();
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
    checkLengths(lengths, input);
    List<List<Tensor>> last = new ArrayList<>();
    for (int s = 0; s < first.length; s++) {
      last.add(new ArrayList<>());
    }
    Tensor output = input;
    for (int layer = 0; layer < options.numLayers(); layer++) {
      if (layer > 0 && options.dropout() > 0 && context.training()) {
        output = output.dropout(options.dropout(), context.random());
      }
      Tensor[] outputs = layer(layer, output, first, lengths, single);
      output = outputs[0];
      for (int s = 0; s < first.length; s++) {
        last.get(s).add(outputs[s + 1]);
      }
    }
    Tensor[] results = new Tensor[first.length + 1];
    output = options.batchFirst() && !single ? output.transpose(0, 1) : output;
    results[0] = single ? output.squeeze(1) : output;
    for (int s = 0; s < first.length; s++) {
      Tensor states =
          last.get(s).size() == 1
              ? last.get(s).getFirst()
              : Tensor.cat(0, last.get(s).toArray(Tensor[]::new));
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

  private void checkLengths(@Nullable Tensor lengths, Tensor input) {
    if (lengths != null && (lengths.rank() != 1 || lengths.size(0) != input.size(1))) {
      throw new IllegalArgumentException(
          "%s: lengths %s: expected %d, each from 1 to %d"
              .formatted(name, Shapes.show(lengths.shape()), input.size(1), input.size(0)));
    }
  }

  /** The outputs of one layer, and its last states. */
  private Tensor[] layer(
      int layer, Tensor input, @Nullable Tensor[] first, @Nullable Tensor lengths, boolean single) {
    List<Tensor> inputs = new ArrayList<>(List.of(input));
    for (int s = 0; s < first.length; s++) {
      inputs.add(start(first[s], layer, s == 0 ? outputSize : hiddenSize, input.size(1), single));
    }
    if (lengths != null) {
      inputs.add(lengths);
    }
    for (int direction = 0; direction < directions(); direction++) {
      for (String weight : NAMES) {
        Parameter parameter = weights.get(weight + end(layer, direction));
        if (parameter != null) {
          inputs.add(parameter);
        }
      }
    }
    RecurrentOp op =
        new RecurrentOp(
            kind,
            options.bidirectional(),
            options.bias(),
            outputSize != hiddenSize,
            lengths != null);
    return Tensor.applyAll(op, inputs.toArray(Tensor[]::new));
  }

  /** The first states of a layer, [directions, n, width]: zeros, or those given for all layers. */
  private Tensor start(@Nullable Tensor given, int layer, int width, int batch, boolean single) {
    if (given == null) {
      return Tensor.zeros(directions(), batch, width);
    }
    int layers = options.numLayers() * directions();
    int[] expected = single ? new int[] {layers, width} : new int[] {layers, batch, width};
    if (!Arrays.equals(given.shape(), expected)) {
      throw new IllegalArgumentException(
          "%s: initial state %s: expected %s"
              .formatted(name, Shapes.show(given.shape()), Shapes.show(expected)));
    }
    Tensor all = single ? given.unsqueeze(1) : given;
    return layers == directions() ? all : all.narrow(0, layer * directions(), directions());
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
