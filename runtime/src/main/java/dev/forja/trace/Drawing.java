package dev.forja.trace;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A graph as the source text of a drawing: inputs and outputs, ops inside the module calls that
 * issued them, and an edge with a shape for each tensor that an op takes from another. Parameters,
 * buffers and constants are listed in the label of the op that uses them.
 */
abstract class Drawing {
  private final StringBuilder text = new StringBuilder();
  private final Map<ModuleCall, List<ModuleCall>> callees = new IdentityHashMap<>();
  private final Map<ModuleCall, List<Node>> own = new IdentityHashMap<>();
  private int depth = 1;

  final String draw(Graph graph, String first, String last) {
    text.append(first).append('\n');
    List<ModuleCall> outermost = new ArrayList<>();
    for (ModuleCall call : graph.calls()) {
      ModuleCall caller = call.caller();
      (caller == null ? outermost : callees.computeIfAbsent(caller, _ -> new ArrayList<>()))
          .add(call);
    }
    List<Node> outside = new ArrayList<>();
    for (Node node : graph.nodes()) {
      ModuleCall call = node.call();
      (call == null ? outside : own.computeIfAbsent(call, _ -> new ArrayList<>())).add(node);
    }
    graph.inputs().forEach(input -> line(port("in" + input.id(), input.name())));
    outside.forEach(node -> line(op("n" + node.index(), label(node))));
    outermost.forEach(this::group);
    for (int i = 0; i < graph.outputs().size(); i++) {
      line(port("out" + i, graph.outputs().size() == 1 ? "output" : "output" + i));
    }
    for (Node node : graph.nodes()) {
      for (Value input : node.inputs()) {
        connect(input, "n" + node.index());
      }
    }
    for (int i = 0; i < graph.outputs().size(); i++) {
      connect(graph.outputs().get(i), "out" + i);
    }
    return text.append(last).toString();
  }

  private void group(ModuleCall call) {
    List<Node> ops = own.getOrDefault(call, List.of());
    List<ModuleCall> inner = callees.getOrDefault(call, List.of());
    if (ops.isEmpty() && inner.isEmpty()) {
      return; // a call without ops
    }
    line(open("m" + call.index(), call.label()));
    depth++;
    ops.forEach(node -> line(op("n" + node.index(), label(node))));
    inner.forEach(this::group);
    depth--;
    line(close());
  }

  private void connect(Value from, String to) {
    String source = source(from);
    if (source != null) {
      line(edge(source, to, GraphText.shape(from)));
    }
  }

  private static @Nullable String source(Value value) {
    return switch (value) {
      case Value.Input input -> "in" + input.id();
      case Value.Result result -> "n" + result.node();
      case Value.State _, Value.Constant _ -> null;
    };
  }

  private static String label(Node node) {
    String held =
        node.inputs().stream()
            .filter(input -> source(input) == null)
            .map(Value::name)
            .collect(Collectors.joining(", "));
    return GraphText.op(node)
        + (node.byHook() ? " by a hook" : "")
        + (held.isEmpty() ? "" : "\n" + held);
  }

  private void line(String line) {
    text.repeat("  ", depth).append(line).append('\n');
  }

  abstract String port(String id, String label);

  abstract String op(String id, String label);

  abstract String open(String id, String label);

  abstract String close();

  abstract String edge(String from, String to, String label);
}
