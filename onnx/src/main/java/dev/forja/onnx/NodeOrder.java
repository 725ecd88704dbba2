package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Orders nodes so that each follows those whose outputs it reads, and keeps the nodes of a scope
 * together where that is possible. Nodes that need each other in a circle are refused.
 */
final class NodeOrder {
  private final String file;
  private final List<NodeProto> nodes;

  NodeOrder(String file, List<NodeProto> nodes) {
    this.file = file;
    this.nodes = nodes;
  }

  List<NodeProto> sorted() throws OnnxException {
    Map<String, Integer> makers = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (String output : nodes.get(i).getOutputList()) {
        if (!output.isEmpty()) {
          makers.put(output, i);
        }
      }
    }
    int[] open = new int[nodes.size()];
    List<List<Integer>> readers = new ArrayList<>();
    nodes.forEach(_ -> readers.add(new ArrayList<>()));
    for (int i = 0; i < nodes.size(); i++) {
      Set<Integer> needed = new HashSet<>();
      for (String name : reads(nodes.get(i))) {
        Integer maker = makers.get(name);
        if (maker != null && needed.add(maker)) {
          readers.get(maker).add(i);
        }
      }
      open[i] = needed.size();
    }
    return scheduled(open, readers);
  }

  /** Takes the first node that is ready, from the scope of the last one if there is one. */
  private List<NodeProto> scheduled(int[] open, List<List<Integer>> readers) throws OnnxException {
    Map<List<String>, SortedSet<Integer>> ready = new HashMap<>();
    for (int i = 0; i < open.length; i++) {
      if (open[i] == 0) {
        enter(ready, i);
      }
    }
    List<NodeProto> sorted = new ArrayList<>();
    List<String> scope = List.of();
    for (int count = 0; count < open.length; count++) {
      SortedSet<Integer> here = ready.getOrDefault(scope, new TreeSet<>());
      while (here.isEmpty() && !scope.isEmpty()) {
        scope = scope.subList(0, scope.size() - 1);
        here = ready.getOrDefault(scope, new TreeSet<>());
      }
      if (here.isEmpty()) {
        throw new OnnxException(file, "its nodes need each other in a circle" + blocked(open));
      }
      int next = here.first();
      open[next] = -1;
      leave(ready, next);
      sorted.add(nodes.get(next));
      scope = Scopes.of(nodes.get(next).getName());
      for (int reader : readers.get(next)) {
        if (--open[reader] == 0) {
          enter(ready, reader);
        }
      }
    }
    return sorted;
  }

  private String blocked(int[] open) {
    for (int i = 0; i < open.length; i++) {
      if (open[i] > 0) {
        return ": one is %s (%s)"
            .formatted(
                OnnxException.quote(nodes.get(i).getName()),
                OnnxException.quote(nodes.get(i).getOpType()));
      }
    }
    return "";
  }

  private void enter(Map<List<String>, SortedSet<Integer>> ready, int node) {
    List<String> scope = Scopes.of(nodes.get(node).getName());
    for (int depth = 0; depth <= scope.size(); depth++) {
      ready.computeIfAbsent(scope.subList(0, depth), _ -> new TreeSet<>()).add(node);
    }
  }

  private void leave(Map<List<String>, SortedSet<Integer>> ready, int node) {
    List<String> scope = Scopes.of(nodes.get(node).getName());
    for (int depth = 0; depth <= scope.size(); depth++) {
      SortedSet<Integer> here = ready.get(scope.subList(0, depth));
      if (here != null) {
        here.remove(node);
      }
    }
  }

  /**
   * The names that a node reads, also from inside the graphs in its attributes, whose own names
   * hide those around them. The parser limits the depth.
   */
  private static Set<String> reads(NodeProto node) {
    Set<String> names = new HashSet<>(node.getInputList());
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.hasG()) {
        names.addAll(readsAround(attribute.getG()));
      }
    }
    return names;
  }

  /** The names that a graph reads from those around it. */
  private static Set<String> readsAround(GraphProto graph) {
    Set<String> names = new HashSet<>();
    graph.getOutputList().forEach(output -> names.add(output.getName()));
    graph.getNodeList().forEach(node -> names.addAll(reads(node)));
    graph.getInputList().forEach(input -> names.remove(input.getName()));
    graph.getInitializerList().forEach(tensor -> names.remove(tensor.getName()));
    graph.getNodeList().forEach(node -> node.getOutputList().forEach(names::remove));
    return names;
  }
}
