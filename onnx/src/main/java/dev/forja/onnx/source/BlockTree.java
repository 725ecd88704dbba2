package dev.forja.onnx.source;

import dev.forja.onnx.graph.Net;
import dev.forja.onnx.graph.NetNode;
import dev.forja.onnx.operators.Fused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Makes blocks of the scopes of nodes. A scope whose nodes are not neighbours, that holds no
 * weights, or that gives several values, is no block: its nodes belong to the scope around it.
 */
final class BlockTree {
  private final Net net;
  private final List<NetNode> nodes = new ArrayList<>();
  private final Set<List<String>> dissolved = new HashSet<>();
  private boolean changed;

  BlockTree(Net net, List<NetNode> given) {
    this.net = net;
    Map<Integer, NetNode> sizes = new HashMap<>();
    for (NetNode node : given) {
      if (node.op().equals(Fused.SIZES)) {
        sizes.put(node.output(), node);
        continue;
      }
      // Each reader reads sizes itself, wherever they were first read.
      List<Integer> before = node.inputs().stream().distinct().filter(sizes::containsKey).toList();
      for (int slot : before) {
        NetNode read = Objects.requireNonNull(sizes.get(slot));
        nodes.add(new NetNode(read.node(), read.inputs(), read.outputs(), Set.of(), node.scope()));
      }
      nodes.add(node);
    }
  }

  Block root() {
    Block root;
    do {
      changed = false;
      root = new Block(List.of());
      fill(root, nodes, List.of());
      if (!changed) {
        Map<Integer, Set<NetNode>> readers = new HashMap<>();
        for (NetNode node : nodes) {
          node.inputs().forEach(s -> readers.computeIfAbsent(s, _ -> new HashSet<>()).add(node));
        }
        bind(root, readers, List.of());
      }
    } while (changed);
    return root;
  }

  /** The scopes of a node that are blocks; each name may stand for several scopes. */
  private List<List<String>> scopes(NetNode node) {
    List<List<String>> scopes = new ArrayList<>();
    for (int depth = 1; depth <= node.scope().size(); depth++) {
      if (!dissolved.contains(node.scope().subList(0, depth))) {
        scopes.add(node.scope().subList(0, depth));
      }
    }
    return scopes;
  }

  private void fill(Block block, List<NetNode> inside, List<String> scope) {
    int depth = depth(scope);
    Set<List<String>> seen = new HashSet<>();
    int from = 0;
    while (from < inside.size()) {
      List<List<String>> scopes = scopes(inside.get(from));
      if (scopes.size() <= depth) {
        block.items.add(new Block.One(inside.get(from++)));
        continue;
      }
      List<String> next = scopes.get(depth);
      int to = from;
      while (to < inside.size()
          && scopes(inside.get(to)).size() > depth
          && scopes(inside.get(to)).get(depth).equals(next)) {
        to++;
      }
      if (!seen.add(next)) {
        dissolve(next);
      }
      Block inner = new Block(path(next));
      fill(inner, inside.subList(from, to), next);
      block.items.add(new Block.Inner(inner));
      from = to;
    }
  }

  private int depth(List<String> scope) {
    int depth = 0;
    for (int d = 1; d <= scope.size(); d++) {
      depth += dissolved.contains(scope.subList(0, d)) ? 0 : 1;
    }
    return depth;
  }

  private void dissolve(List<String> scope) {
    changed |= dissolved.add(List.copyOf(scope));
  }

  /**
   * The names in the state dict that lead to a scope. PyTorch's exporter names the parts of a
   * {@code Sequential} with the name of the whole: {@code /features/features.0}.
   */
  static List<String> path(List<String> scope) {
    List<String> path = new ArrayList<>();
    String around = "";
    for (String each : scope) {
      String own =
          !around.isEmpty() && each.startsWith(around + ".")
              ? each.substring(around.length() + 1)
              : each;
      path.addAll(List.of(own.split("\\.", -1)));
      around = each;
    }
    return path;
  }

  /** Finds what each block takes and gives. */
  private void bind(Block block, Map<Integer, Set<NetNode>> readers, List<String> scope) {
    Set<NetNode> own = new HashSet<>(block.nodes());
    Set<Integer> made = new HashSet<>();
    boolean weights = false;
    for (NetNode node : block.nodes()) {
      for (int slot : node.inputs()) {
        if (slot >= 0 && net.value(slot) == null && !made.contains(slot)) {
          block.inputs.add(slot);
        }
        weights |= slot >= 0 && net.value(slot) != null && Weights.isKept(net, slot);
      }
      made.addAll(node.outputs());
      for (int slot : node.outputs()) {
        boolean outside =
            readers.getOrDefault(slot, Set.of()).stream().anyMatch(each -> !own.contains(each));
        if ((outside && !node.op().equals(Fused.SIZES)) || net.outputs().contains(slot)) {
          block.outputs.add(slot);
        }
      }
    }
    if (!scope.isEmpty() && (!weights || block.outputs.size() != 1)) {
      dissolve(scope);
    }
    for (Block.Item item : block.items) {
      if (item instanceof Block.Inner(Block inner)) {
        List<List<String>> scopes = scopes(inner.nodes().getFirst());
        bind(inner, readers, scopes.get(depth(scope)));
      }
    }
  }
}
