package dev.forja.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tensors whose gradients a backward pass computes, if not those of all leaves, and the part of
 * the graph that leads to them. Used by one pass.
 */
final class Targets {
  private final Set<Tensor> leaves = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The nodes of targets, each with the sums that arrived at it. */
  private final Map<GradNode, List<?>> nodes = new IdentityHashMap<>();

  private final Set<GradNode> passed = Collections.newSetFromMap(new IdentityHashMap<>());

  Targets(List<? extends Tensor> tensors) {
    for (Tensor tensor : tensors) {
      GradNode node = tensor.node();
      if (node == null) {
        leaves.add(tensor);
      } else {
        nodes.put(node, List.of());
      }
    }
  }

  /** The nodes that are targets or lead to some, in the same order. */
  List<GradNode> route(List<GradNode> consumersFirst) {
    List<GradNode> route = new ArrayList<>();
    for (GradNode node : consumersFirst.reversed()) {
      for (GradNode.Edge edge : node.edges()) {
        if (edge != null && leads(edge)) {
          passed.add(node);
        }
      }
      if (passed.contains(node) || nodes.containsKey(node)) {
        route.add(node);
      }
    }
    return route.reversed();
  }

  /** Whether an edge leads to a target; known once the route is. */
  boolean leads(GradNode.Edge edge) {
    GradNode node = edge.node();
    return node == null
        ? leaves.contains(edge.leaf())
        : passed.contains(node) || nodes.containsKey(node);
  }

  /** Whether gradients pass through a node to a target; if not, it is at most a target itself. */
  boolean passes(GradNode node) {
    return passed.contains(node);
  }

  /** Keeps the sums that arrived at a node if it is a target. */
  void captured(GradNode node, List<?> sums) {
    nodes.replace(node, sums);
  }

  /** The sum that arrived at an output of a target; null if there is none. */
  @Nullable Object sum(GradNode node, int output) {
    List<?> sums = nodes.getOrDefault(node, List.of());
    return sums.isEmpty() ? null : sums.get(output);
  }
}
