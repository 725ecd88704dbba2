package dev.forja.onnx.graph;

import dev.forja.array.DType;
import dev.forja.onnx.operators.OnnxNode;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to find a pattern that ends at a node. The nodes of the pattern are collected: each
 * lies in the scope of the last one, and what it gives is read by the pattern only.
 */
final class Match {
  /** Constants may differ from those of a pattern by the rounding of float32 and of their text. */
  private static final double NEAR = 2e-6;

  /** No pattern has more nodes. */
  private static final int MOST = 16;

  private final Net net;
  private final NetNode root;
  private final List<NetNode> taken = new ArrayList<>();
  private final List<Integer> pins = new ArrayList<>();

  Match(Net net, NetNode root) {
    this.net = net;
    this.root = root;
    taken.add(root);
  }

  /** The node of this operator that makes a slot for the pattern only; null if there is none. */
  @Nullable NetNode take(int slot, String... ops) {
    NetNode node = inner(slot, 1, ops);
    if (node != null) {
      taken.add(node);
    }
    return node;
  }

  /** The node that makes a slot which the pattern reads several times, and nothing else does. */
  @Nullable NetNode takeShared(int slot, int reads, String... ops) {
    NetNode node = inner(slot, reads, ops);
    if (node != null && !taken.contains(node)) {
      taken.add(node);
    }
    return node;
  }

  /** How much was taken so far. */
  record Mark(int nodes, int constants) {}

  Mark mark() {
    return new Mark(taken.size(), pins.size());
  }

  /** Gives back what was taken since. */
  void back(Mark mark) {
    taken.subList(mark.nodes, taken.size()).clear();
    pins.subList(mark.constants, pins.size()).clear();
  }

  private @Nullable NetNode inner(int slot, int reads, String... ops) {
    NetNode node = net.producer(slot);
    return node != null
            && List.of(ops).contains(node.op())
            && net.uses(slot) == reads
            && node.scope().equals(root.scope())
            && node.outputs().size() == 1
            && node.node().opset() >= 7
        ? node
        : null;
  }

  /** The number of a constant with one element; NaN if it is none. */
  double number(int slot) {
    Tensor constant = slot < 0 ? null : net.constant(slot);
    if (constant == null || constant.count() != 1 || constant.dtype() == DType.BOOL) {
      return Double.NaN;
    }
    pins.add(slot);
    return constant.dtype().isFloat() ? constant.toFloats()[0] : constant.toLongs()[0];
  }

  /** Whether a number is that of a pattern. */
  static boolean near(double number, double expected) {
    return Math.abs(number - expected) <= NEAR * Math.abs(expected);
  }

  boolean isNear(int slot, double expected) {
    return near(number(slot), expected);
  }

  /** The input of a node that is not this constant; -1 if neither is. */
  int beside(NetNode node, double expected) {
    int at = isNear(node.input(1), expected) ? 0 : isNear(node.input(0), expected) ? 1 : -1;
    return at < 0 ? -1 : node.input(at);
  }

  /** The factors of a product, through products that are read by the pattern only. */
  List<Integer> factors(NetNode product) {
    List<Integer> all = new ArrayList<>();
    for (int slot : product.inputs()) {
      NetNode inner = inner(slot, 1, "Mul");
      if (inner != null && taken.size() < MOST) {
        taken.add(inner);
        all.addAll(factors(inner));
      } else {
        all.add(slot);
      }
    }
    return all;
  }

  /** Removes the factor that is this number; false if there is none. */
  boolean removeNumber(List<Integer> factors, double expected) {
    for (int slot : factors) {
      if (isNear(slot, expected)) {
        return factors.remove((Object) slot);
      }
    }
    return false;
  }

  /** Replaces the nodes of the pattern by one with this operator. */
  void replace(String op, Map<String, Object> attributes, List<Integer> inputs) {
    replace(op, root.node().name(), attributes, inputs);
  }

  /** The same with a name of its own. */
  void replace(String op, String name, Map<String, Object> attributes, List<Integer> inputs) {
    pins.forEach(net::pin);
    net.insert(root, made(op, name, attributes), inputs, root.outputs());
    taken.forEach(
        node -> {
          if (!node.isGone()) {
            net.remove(node);
          }
        });
  }

  /** Puts a node before the pattern, and gives the slot of what it makes. */
  int before(String op, Map<String, Object> attributes, List<Integer> inputs) {
    String name = root.node().name() + "~" + op;
    int slot = net.add(net.freeName(net.name(root.output())), null);
    net.insert(root, made(op, name, attributes), inputs, List.of(slot));
    return slot;
  }

  private OnnxNode made(String op, String name, Map<String, Object> attributes) {
    return new OnnxNode(op, name, root.node().opset(), attributes, 1);
  }
}
