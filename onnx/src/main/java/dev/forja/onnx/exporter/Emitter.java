package dev.forja.onnx.exporter;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.forja.array.DType;
import dev.forja.trace.Graph;
import dev.forja.trace.Node;
import dev.forja.trace.OpenConstant;
import dev.forja.trace.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Builds the ONNX graph: nodes that are named after the paths of modules, and values with unique
 * names.
 */
final class Emitter {
  private final Graph traced;
  private final Formulas formulas;
  private final Weights weights = new Weights();
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<Integer, String> values = new HashMap<>();
  private final Map<TensorProto, String> constants = new HashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private final Set<String> written = new HashSet<>();

  /** Where nodes are added: the graph, or the body of a loop. */
  private GraphProto.Builder target = graph;

  Emitter(Graph traced) {
    this.traced = traced;
    this.formulas = new Formulas(traced, this);
    for (Value.Input input : traced.inputs()) {
      values.put(input.id(), unique(input.name()));
    }
    for (Value.State state : traced.state()) {
      values.put(state.id(), unique(state.name()));
    }
    for (Value.Constant constant : traced.constants()) {
      values.put(constant.id(), unique(constant.name()));
    }
  }

  GraphProto.Builder graph() {
    return graph;
  }

  /** A name that is not used yet. */
  String unique(String wanted) {
    int uses = taken.merge(wanted, 1, Integer::sum);
    return uses == 1 ? wanted : unique(wanted + "_" + (uses - 1));
  }

  Formulas formulas() {
    return formulas;
  }

  /** The parameters, buffers and constants that were requested. */
  Weights weights() {
    return weights;
  }

  /**
   * The name of a value. State and constants are added to the model when they are first requested.
   *
   * @param from the node that takes the value; null if it is an output of the model
   */
  String name(Value value, @Nullable Node from) {
    String name = values.get(value.id());
    if (name == null) {
      throw new IllegalStateException("nothing has computed " + value.name());
    }
    if (value instanceof Value.State(_, _, var tensor) && written.add(name)) {
      weights.add(name, tensor.array());
    }
    if (value instanceof Value.Constant constant && written.add(name)) {
      OpenConstant open = traced.elements(constant);
      if (open == null) {
        weights.add(name, constant.tensor().array());
      } else {
        name = formulas.constant(constant.tensor().dtype(), open, from);
        written.add(name);
        values.put(value.id(), name);
      }
    }
    return name;
  }

  /** Sets the name of the ONNX value that computes a value of the trace. */
  void bind(Value value, String name) {
    values.put(value.id(), name);
  }

  /** Adds a node and returns the names of its outputs. */
  List<String> nodes(
      @Nullable Node from,
      String type,
      int outputs,
      List<String> inputs,
      AttributeProto... attributes) {
    String path = from == null || from.path().isEmpty() ? "" : "/" + from.path().replace('.', '/');
    String name = unique(path + "/" + type);
    NodeProto.Builder node =
        NodeProto.newBuilder().setName(name).setOpType(type).addAllInput(inputs);
    for (AttributeProto attribute : attributes) {
      node.addAttribute(attribute);
    }
    for (int i = 0; i < outputs; i++) {
      node.addOutput(unique(name + "_output_" + i));
    }
    target.addNode(node);
    return List.copyOf(node.getOutputList());
  }

  /**
   * The body of a loop: {@code step} gets the names of its inputs, adds nodes, and returns the
   * names of its outputs. The nodes may use every value of the graph.
   *
   * @param inputs the types of the inputs
   * @param outputs the types of the outputs
   */
  GraphProto body(List<DType> inputs, List<DType> outputs, UnaryOperator<List<String>> step) {
    GraphProto.Builder body = GraphProto.newBuilder().setName(unique("body"));
    List<String> names = inputs.stream().map(type -> unique(body.getName() + "_input")).toList();
    target = body;
    List<String> results = step.apply(names);
    target = graph;
    for (int i = 0; i < names.size(); i++) {
      body.addInput(Tensors.info(names.get(i), inputs.get(i)));
    }
    for (int i = 0; i < results.size(); i++) {
      body.addOutput(Tensors.info(results.get(i), outputs.get(i)));
    }
    return body.build();
  }

  /** Gives a value of the graph a second name, under which it is an output of the model. */
  void output(String value, String name) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(unique("/" + name))
            .setOpType("Identity")
            .addInput(value)
            .addOutput(name));
  }

  /** A tensor that is part of the model; equal tensors are stored once. */
  String constant(TensorProto tensor) {
    TensorProto unnamed = tensor.toBuilder().clearName().build();
    return constants.computeIfAbsent(
        unnamed,
        key -> {
          String name = unique("/constant");
          graph.addInitializer(key.toBuilder().setName(name));
          return name;
        });
  }
}
