package dev.forja.onnx.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.forja.array.DType;
import dev.forja.tensor.Tensor;
import dev.forja.trace.DynamicSize;
import dev.forja.trace.Graph;
import dev.forja.trace.Node;
import dev.forja.trace.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Builds the ONNX graph: nodes under the paths of modules, each value under a name of its own. */
final class Emitter {
  private final DynamicSizes sizes;
  private final List<String> inputs = new ArrayList<>();
  private final Map<Integer, String> measured = new HashMap<>();
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<Integer, String> values = new HashMap<>();
  private final Map<TensorProto, String> constants = new HashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private final Set<String> written = new HashSet<>();

  Emitter(Graph traced, DynamicSizes sizes) {
    this.sizes = sizes;
    for (Value.Input input : traced.inputs()) {
      inputs.add(unique(input.name()));
      values.put(input.id(), inputs.getLast());
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

  /** A name that nothing else has. */
  String unique(String wanted) {
    int uses = taken.merge(wanted, 1, Integer::sum);
    return uses == 1 ? wanted : unique(wanted + "_" + (uses - 1));
  }

  /** The name of a value; state and constants are written when first asked for. */
  String name(Value value) {
    String name = values.get(value.id());
    if (name == null) {
      throw new IllegalStateException("nothing has computed " + value.name());
    }
    if (value instanceof Value.State(_, _, var tensor) && written.add(name)) {
      graph.addInitializer(Tensors.of(name, tensor.array()));
    }
    if (value instanceof Value.Constant constant && written.add(name)) {
      graph.addInitializer(Tensors.of(name, constant.tensor().array()));
    }
    return name;
  }

  /**
   * The length of a constant that counts 0, 1, 2, .. and is longer at other sizes; null of one that
   * is the same at all.
   */
  @Nullable Size range(Value.Constant constant) {
    Tensor now = constant.tensor();
    Tensor then = tensor(sizes.allChanged(), constant);
    if (now == then || same(now, then)) {
      return null;
    }
    Size length = sizes.fit(at -> tensor(at, constant).count());
    if (length == null || length.isFixed() || now.rank() != 1 || !counts(now) || !counts(then)) {
      throw new ExportException(
          "cannot export %s, a tensor %s made outside of all ops that changes with the sizes of the"
                  .formatted(constant.name(), constant.tensorType().show())
              + " inputs: compute it by ops");
    }
    return length;
  }

  private static Tensor tensor(Graph graph, Value.Constant constant) {
    return ((Value.Constant) graph.values().get(constant.id())).tensor();
  }

  private static boolean same(Tensor one, Tensor other) {
    return one.dtype() == other.dtype()
        && Arrays.equals(one.shape(), other.shape())
        && Arrays.equals(one.toFloats(), other.toFloats());
  }

  /** Whether a vector is 0, 1, 2, .. */
  private static boolean counts(Tensor vector) {
    long[] values = vector.toLongs();
    return vector.dtype() == DType.I64
        && IntStream.range(0, values.length).allMatch(i -> values[i] == i);
  }

  /** Says what computes a value of the trace. */
  void bind(Value value, String name) {
    values.put(value.id(), name);
  }

  /** A size of the inputs when the model runs, as an int64 vector of one. */
  String size(int size, Node from) {
    return measured.computeIfAbsent(
        size,
        key -> {
          DynamicSize place = sizes.place(size);
          String input = inputs.get(place.input());
          return nodes(
                  from,
                  "Shape",
                  1,
                  List.of(input),
                  Attributes.of("start", (long) place.dimension()),
                  Attributes.of("end", (long) place.dimension() + 1))
              .getFirst();
        });
  }

  /** Adds a node, and gives the names of its outputs. */
  List<String> nodes(
      Node from, String type, int outputs, List<String> inputs, AttributeProto... attributes) {
    String path = from.path().isEmpty() ? "" : "/" + from.path().replace('.', '/');
    String name = unique(path + "/" + type);
    NodeProto.Builder node =
        NodeProto.newBuilder().setName(name).setOpType(type).addAllInput(inputs);
    for (AttributeProto attribute : attributes) {
      node.addAttribute(attribute);
    }
    for (int i = 0; i < outputs; i++) {
      node.addOutput(unique(name + "_output_" + i));
    }
    graph.addNode(node);
    return List.copyOf(node.getOutputList());
  }

  /** Gives a value of the graph a second name, under which the model gives it out. */
  void output(String value, String name) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(unique("/" + name))
            .setOpType("Identity")
            .addInput(value)
            .addOutput(name));
  }

  /** A tensor that is part of the model, once for all that need the same. */
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
