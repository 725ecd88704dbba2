package dev.forja.trace;

import dev.forja.array.Shapes;
import dev.forja.op.Op;
import dev.forja.op.TensorType;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Gives a graph for inputs of other sizes. */
final class Resizing {
  /** What becomes of the attributes and constants that hold sizes. */
  interface Rule {
    /** The op of a node, for inputs of these types. */
    Op op(Node node, TensorType[] inputs);

    /** The tensor that a constant stands for, as an op takes it. */
    Tensor constant(Value.Constant constant);
  }

  private Resizing() {}

  static Graph of(Graph graph, List<TensorType> types) {
    List<TensorType> traced = graph.inputs().stream().map(Value.Input::tensorType).toList();
    check(graph, traced, types);
    if (types.equals(traced)) {
      return graph;
    }
    Joined joined = graph.joined();
    Rule rule = joined == null ? TracedOnce.rule(graph, types) : joined.rule(graph, types);
    Value[] values = new Value[graph.values().size()];
    for (Value value : graph.values()) {
      values[value.id()] =
          value instanceof Value.Constant(int id, _)
              ? new Value.Constant(id, rule.constant((Value.Constant) value))
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
      Op op = rule.op(node, taken);
      TensorType[] given = shapes(node, op, taken);
      if (given.length != node.outputs().size()) {
        throw unsure(
            node,
            "with these inputs of the graph it gives %d tensors: a loop over them was traced as it"
                    .formatted(given.length)
                + " was, so trace the call for each number of them");
      }
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

  /** What a rule says that cannot tell. */
  static IllegalArgumentException unsure(Node node, String reason) {
    return new IllegalArgumentException(
        "%s, %s to %s: %s"
            .formatted(
                node.where(),
                Arrays.stream(node.inputTypes())
                    .map(type -> Shapes.show(type.shape()))
                    .collect(Collectors.joining(", ")),
                Arrays.stream(node.outputTypes())
                    .map(type -> Shapes.show(type.shape()))
                    .collect(Collectors.joining(", ")),
                reason));
  }
}
