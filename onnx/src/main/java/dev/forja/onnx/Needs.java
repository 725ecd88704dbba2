package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.forja.onnx.operators.OperatorTable;
import dev.forja.onnx.operators.Types;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Everything that a file needs and that is missing here, found before anything is read. */
final class Needs {
  /** The attributes that name a type by its number. */
  private static final Set<String> TYPES = Set.of("to", "dtype", "output_dtype", "output_datatype");

  private final Map<String, Integer> counts = new TreeMap<>();
  private final Map<String, String> first = new TreeMap<>();

  /** Searches the graph and the graphs in it. */
  static Needs of(GraphProto graph) {
    Needs needs = new Needs();
    Deque<GraphProto> open = new ArrayDeque<>();
    open.add(graph);
    while (!open.isEmpty()) {
      GraphProto next = open.remove();
      for (NodeProto node : next.getNodeList()) {
        needs.search(node, open);
      }
      next.getInitializerList()
          .forEach(tensor -> needs.type(tensor.getDataType(), tensor.getName()));
      if (next.getSparseInitializerCount() > 0) {
        needs.add("sparse initializers", next.getSparseInitializer(0).getValues().getName());
      }
      next.getInputList()
          .forEach(
              input -> {
                if (input.getType().hasTensorType()) {
                  needs.type(input.getType().getTensorType().getElemType(), input.getName());
                }
              });
    }
    return needs;
  }

  private void search(NodeProto node, Deque<GraphProto> open) {
    boolean standard = node.getDomain().isEmpty() || node.getDomain().equals("ai.onnx");
    String op = standard ? node.getOpType() : node.getDomain() + "." + node.getOpType();
    String name = node.getName().isEmpty() ? outputs(node) : node.getName();
    if (!standard || OperatorTable.all().find(op) == null) {
      add("operator " + op, name);
    } else {
      for (AttributeProto attribute : node.getAttributeList()) {
        if (!OperatorTable.all().attributes(op).contains(attribute.getName())) {
          add("attribute '" + attribute.getName() + "' of " + op, name);
        }
        if (attribute.hasT()) {
          type(attribute.getT().getDataType(), name);
        }
        if (TYPES.contains(attribute.getName())
            && attribute.getType() == AttributeProto.AttributeType.INT
            && attribute.getI() != 0) {
          type(attribute.getI(), name);
        }
      }
    }
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.hasG()) {
        open.add(attribute.getG());
      }
      open.addAll(attribute.getGraphsList());
    }
  }

  private static String outputs(NodeProto node) {
    return "-> " + String.join(", ", node.getOutputList());
  }

  private void type(long type, String where) {
    if (!Types.isHeld(type)) {
      add("tensors of " + Types.name(type), where);
    }
  }

  private void add(String need, String where) {
    counts.merge(need, 1, Integer::sum);
    first.putIfAbsent(need, where);
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  /** What is missing, with how often and where first. */
  String text() {
    List<String> parts = new ArrayList<>();
    counts.forEach(
        (need, count) ->
            parts.add(
                "%s (%d, first at %s)"
                    .formatted(need, count, OnnxException.quote(first.getOrDefault(need, "")))));
    return String.join("; ", parts);
  }
}
