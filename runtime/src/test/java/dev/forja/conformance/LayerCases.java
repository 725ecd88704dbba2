package dev.forja.conformance;

import dev.forja.module.NeuralModule;
import dev.forja.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Layers: modules that are loaded with the state of the case, called, and run backward. */
record LayerCases(Map<String, Row> rows) implements CaseKind {
  /** Creates the layer that the arguments of a case describe. */
  interface Row {
    Layer make(Args args);
  }

  /** A module and how it is called. */
  record Layer(NeuralModule module, Call call) {}

  /** Calls a module; the outputs are in torch's order. */
  interface Call {
    List<Tensor> apply(Inputs inputs);
  }

  /** The tensors of a call by position and by name, and its other arguments. */
  record Inputs(List<Tensor> list, Map<String, Tensor> named, Args call) {
    Tensor get(int place) {
      return list.get(place);
    }

    /** The tensor for a parameter of forward, given by name or by position. */
    @Nullable Tensor get(String name, int place) {
      Tensor given = named.get(name);
      return given != null ? given : named.get(Integer.toString(place));
    }
  }

  /** The row of a layer that takes and returns one tensor. */
  static <M extends NeuralModule & UnaryOperator<Tensor>> Row unary(Function<Args, M> maker) {
    return args -> {
      M module = maker.apply(args);
      return new Layer(module, inputs -> List.of(module.apply(inputs.get(0))));
    };
  }

  @Override
  public Set<String> types() {
    return rows.keySet();
  }

  @Override
  public void run(Case testCase, CaseFile file, Compare compare) {
    Row row = rows.get(testCase.type());
    if (row == null) {
      throw new IllegalArgumentException("no row for " + testCase.type());
    }
    Args args = new Args(testCase.args(), file);
    Layer layer = row.make(args);
    args.checkAllHeeded();
    layer.module().train(testCase.training());
    layer.module().loadStateDict(state(file));
    Flow flow = new Flow(testCase, file, compare);
    List<Tensor> inputs = flow.inputs();
    Map<String, Tensor> named = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      named.put(testCase.inputs().get(i), inputs.get(i));
    }
    Args call = new Args(testCase.call(), file);
    List<Tensor> outputs = layer.call().apply(new Inputs(inputs, named, call));
    call.checkAllHeeded();
    flow.outputs(outputs);
    if (flow.isSecond()) {
      flow.second(outputs, inputs, layer.module().namedParameters());
      return;
    }
    flow.backward(outputs);
    flow.inputGradients(inputs);
    layer.module().namedParameters().forEach((name, p) -> flow.gradient("grad.param." + name, p));
    buffers(file, compare, layer.module().namedBuffers());
    Replays.check(
        testCase,
        layer.module(),
        inputs,
        given -> {
          Map<String, Tensor> byName = new HashMap<>();
          for (int i = 0; i < given.size(); i++) {
            byName.put(testCase.inputs().get(i), given.get(i));
          }
          Args again = new Args(testCase.call(), file);
          return layer.call().apply(new Inputs(given, byName, again));
        });
  }

  /** The parameters and buffers of the case under the names of the state dict. */
  static Map<String, Tensor> state(CaseFile file) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (String name : file.names()) {
      if (name.startsWith("param.") || name.startsWith("buffer.")) {
        state.put(name.substring(name.indexOf('.') + 1), file.tensor(name));
      }
    }
    return state;
  }

  static void buffers(CaseFile file, Compare compare, Map<String, Tensor> buffers) {
    for (String name : file.names()) {
      if (name.startsWith("buffer_after.")) {
        Tensor buffer = buffers.get(name.substring("buffer_after.".length()));
        compare.check(name, buffer == null ? null : buffer.array());
      }
    }
  }
}
