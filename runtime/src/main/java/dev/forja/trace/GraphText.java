package dev.forja.trace;

import dev.forja.module.TextTable;
import dev.forja.op.TensorType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Graphs as tables. */
final class GraphText {
  private GraphText() {}

  static String ops(Graph graph) {
    TextTable table = new TextTable(4, "Path", "Op", "Inputs", "Outputs", "Parameters", "FLOPs");
    List<ModuleTotals.Sums> each = ModuleTotals.each(graph);
    for (Node node : graph.nodes()) {
      table.row(
          place(node.call()) + (node.byHook() ? " (hook)" : ""),
          op(node),
          shapes(node.inputs()),
          shapes(node.outputs()),
          count(each.get(node.index()).parameters()),
          count(node.flops()));
    }
    return table + gradients(graph) + totals(graph);
  }

  /** A table of the gradients computed by backward passes; empty if there are none. */
  private static String gradients(Graph graph) {
    if (graph.gradients().isEmpty()) {
      return "";
    }
    TextTable table = new TextTable(4, "Path", "Gradient of", "Inputs", "Outputs");
    for (GradientNode gradient : graph.gradients()) {
      table.row(
          place(gradient.call()) + (gradient.byHook() ? " (hook)" : ""),
          gradient.op().name(),
          types(gradient.inputs()),
          types(gradient.outputs()));
    }
    return table.toString();
  }

  private static String types(List<TensorType> types) {
    return types.stream().map(TensorType::show).collect(Collectors.joining(", "));
  }

  static String modules(Graph graph) {
    TextTable table =
        new TextTable(
            2,
            "Path",
            "Type",
            "Calls",
            "Ops",
            "Gradients",
            "Parameters",
            "FLOPs",
            "Total FLOPs",
            "Total bytes");
    for (ModuleTotals each : graph.modules()) {
      table.row(
          each.path().isEmpty() ? "(model)" : each.path(),
          each.module(),
          count(each.calls()),
          count(each.self().ops()),
          count(each.self().gradients()),
          count(each.self().parameters()),
          count(each.self().flops()),
          count(each.total().flops()),
          count(each.total().bytes()));
    }
    return table + totals(graph);
  }

  private static String totals(Graph graph) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d ops, %,d parameters, %,d FLOPs, %,d bytes written\n",
            graph.nodes().size(),
            graph.parameters(),
            graph.flops(),
            graph.bytes()));
    graph.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
    return text.toString();
  }

  private static String place(@Nullable ModuleCall call) {
    return call == null ? "(outside)" : call.path().isEmpty() ? "(model)" : call.path();
  }

  /** The op, and its attributes if it has any. */
  static String op(Node node) {
    String attributes = node.attributes();
    return attributes.isEmpty() ? node.op().name() : node.op().name() + "(" + attributes + ")";
  }

  static String shapes(List<? extends Value> values) {
    return values.stream().map(GraphText::shape).collect(Collectors.joining(", "));
  }

  static String shape(Value value) {
    return value.tensorType().show();
  }

  static String count(long count) {
    return count == 0 ? "-" : String.format(Locale.ROOT, "%,d", count);
  }
}
