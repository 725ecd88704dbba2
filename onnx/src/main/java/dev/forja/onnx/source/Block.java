package dev.forja.onnx.source;

import dev.forja.onnx.graph.NetNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The nodes of a scope, and the blocks in it, in order: what becomes a class, or a layer if it has
 * one node. For one thread.
 */
final class Block {
  /** A node or a block. */
  sealed interface Item permits One, Inner {}

  /** A node. */
  record One(NetNode node) implements Item {}

  /** A block. */
  record Inner(Block block) implements Item {}

  /** The names that lead here in the state dict. */
  final List<String> path;

  final List<Item> items = new ArrayList<>();
  final Set<Integer> inputs = new LinkedHashSet<>();
  final Set<Integer> outputs = new LinkedHashSet<>();

  Block(List<String> path) {
    this.path = List.copyOf(path);
  }

  /** All nodes, also those of inner blocks. */
  List<NetNode> nodes() {
    List<NetNode> all = new ArrayList<>();
    for (Item item : items) {
      switch (item) {
        case One(NetNode node) -> all.add(node);
        case Inner(Block block) -> all.addAll(block.nodes());
      }
    }
    return all;
  }

  /** The names from a block around this one to it. */
  List<String> below(Block around) {
    return path.subList(around.path.size(), path.size());
  }
}
