package dev.forja.trace;

import dev.forja.op.Op;
import dev.forja.op.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Creates a copy of a graph for inputs of other sizes. */
final class Resizing {
  private Resizing() {}

  static Graph of(Graph graph, List<TensorType> types) {
    List<TensorType> traced = graph.inputs().stream().map(Value.Input::tensorType).toList();
    check(graph, traced, types);
    if (types.equals(traced)) {
      return graph;
    }
    OpenSizes open = graph.open();
    if (open == null) {
      throw otherSizes(graph, traced, types);
    }
    int[] sizes = open.of(types);
    Value[] values = new Value[graph.values().size()];
    for (Value value : graph.values()) {
      values[value.id()] =
          value instanceof Value.Constant(int id, _)
              ? new Value.Constant(id, open.constant((Value.Constant) value, sizes))
              : value;
    }
    for (int i = 0; i < types.size(); i++) {
      Value.Input input = graph.inputs().get(i);
      values[input.id()] = new Value.Input(input.id(), input.name(), types.get(i));
    }
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      List<Value> inputs = node.inputs().stream().map(input -> values[input.id()]).toList();
      TensorType[] taken = inputs.stream().map(Value::tensorType).toArray(TensorType[]::new);
      Op op = open.op(node, sizes);
      TensorType[] given = shapes(node, op, taken);
      List<Value.Result> outputs = new ArrayList<>();
      for (Value.Result old : node.outputs()) {
        Value.Result now =
            new Value.Result(old.id(), given[old.output()], old.node(), old.output(), old.view());
        values[old.id()] = now;
        outputs.add(now);
      }
      nodes.add(new Node(node.index(), op, inputs, outputs, node.call(), node.byHook()));
    }
    return graph.with(nodes, Arrays.asList(values));
  }

  private static TensorType[] shapes(Node node, Op op, TensorType[] inputs) {
    try {
      return op.shapes(inputs);
    } catch (IllegalArgumentException | IndexOutOfBoundsException error) {
      throw new IllegalArgumentException(
          "%s: with these inputs of the graph: %s".formatted(node.where(), error.getMessage()),
          error);
    }
  }

  private static void check(Graph graph, List<TensorType> traced, List<TensorType> types) {
    if (types.size() != traced.size()) {
      throw new IllegalArgumentException(
          "the graph takes %d inputs %s, not %d"
              .formatted(
                  traced.size(),
                  graph.inputs().stream().map(Value.Input::name).toList(),
                  types.size()));
    }
    for (int i = 0; i < types.size(); i++) {
      TensorType before = traced.get(i);
      TensorType now = types.get(i);
      if (before.dtype() != now.dtype() || before.rank() != now.rank()) {
        throw new IllegalArgumentException(
            "the input '%s' of the graph is %s, not %s"
                .formatted(graph.inputs().get(i).name(), before, now));
      }
    }
  }

  private static IllegalArgumentException otherSizes(
      Graph graph, List<TensorType> traced, List<TensorType> types) {
    int place = 0;
    while (traced.get(place).equals(types.get(place))) {
      place++;
    }
    return new IllegalArgumentException(
        "the input '%s' of the graph was traced as %s and is now %s, and nothing says which of its"
                .formatted(
                    graph.inputs().get(place).name(),
                    traced.get(place).show(),
                    types.get(place).show())
            + " numbers follow from that size: trace with Trace.dynamic, which proves it, or use"
            + " Replay.of(model), which traces each size that comes");
  }
}
