package dev.forja.onnx.graph;

import dev.forja.array.DType;
import dev.forja.onnx.operators.OnnxNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Leaves out nodes that give what they take, and joins those that only arrange it twice. */
final class NoEffect {
  private final Net net;
  private final Facts facts;
  private final Map<Integer, Integer> same = new HashMap<>();

  NoEffect(Net net) {
    this.net = net;
    this.facts = new Facts(net);
  }

  void run() {
    for (NetNode node : net.nodes()) {
      if (passes(node) && mayGo(node)) {
        int from = node.input(0);
        same.put(node.output(), same.getOrDefault(from, from));
        net.remove(node);
      }
    }
    net.tidy();
    net.redirect(same);
    net.nodes().forEach(this::tryJoin);
    net.tidy();
  }

  /** Whether nothing outside of the scope can see that a node is left out. */
  private boolean mayGo(NetNode node) {
    if (net.isReadElsewhere(node.output()) || net.isLastOfScope(node)) {
      return false;
    }
    NetNode maker = net.producer(node.input(0));
    return maker == null || maker.scope().equals(node.scope());
  }

  /** A node with an attribute of a wrong type fails when it runs, and says why. */
  private boolean passes(NetNode node) {
    try {
      return isPassing(node);
    } catch (IllegalArgumentException wrong) {
      return false;
    }
  }

  private void tryJoin(NetNode node) {
    try {
      join(node);
    } catch (IllegalArgumentException wrong) {
      // As above: nothing was replaced yet.
    }
  }

  private boolean isPassing(NetNode node) {
    OnnxNode it = node.node();
    int x = node.input(0);
    if (x < 0 || node.output() < 0) {
      return false;
    }
    return switch (it.op()) {
      case "Identity" -> true;
      case "Cast" -> isSameType(it.integer("to", 0), facts.dtype(x));
      case "Dropout" -> node.input(2) < 0 && node.outputs().stream().skip(1).noneMatch(net::isRead);
      case "Transpose" -> {
        int[] order = it.ints("perm");
        yield order != null && IntStream.range(0, order.length).allMatch(d -> order[d] == d);
      }
      case "Reshape", "Squeeze", "Unsqueeze", "Expand" -> {
        List<KnownSize> sizes = facts.shape(x);
        yield sizes != null && sizes.equals(facts.shape(node.output()));
      }
      default -> false;
    };
  }

  /** Half precision is rounded to, so a conversion to it has an effect. */
  private static boolean isSameType(long to, @Nullable DType type) {
    return type != null && to != 10 && to != 16 && type == Facts.held(to);
  }

  /** Takes a Transpose of a Transpose, and a Reshape of a Reshape, as one. */
  private void join(NetNode node) {
    NetNode before = net.producer(node.input(0));
    if (before == null
        || node.isGone()
        || before.isGone()
        || !before.op().equals(node.op())
        || !before.scope().equals(node.scope())
        || !net.isReadOnce(node.input(0))
        || before.input(0) < 0
        || node.output() < 0) {
      return;
    }
    if (node.op().equals("Transpose")) {
      int[] inner = before.node().ints("perm");
      int[] outer = node.node().ints("perm");
      if (inner != null && outer != null && inner.length == outer.length) {
        List<Long> order = Arrays.stream(outer).mapToObj(d -> (long) inner[d]).toList();
        replace(node, before, Map.of("perm", order), List.of(before.input(0)));
      }
    } else if (node.op().equals("Reshape")) {
      long[] wanted = facts.numbers(node.input(1));
      if (wanted != null && Arrays.stream(wanted).allMatch(size -> size != 0)) {
        List<Integer> inputs = new ArrayList<>(node.inputs());
        inputs.set(0, before.input(0));
        net.pin(node.input(1));
        replace(node, before, node.node().attributes(), inputs);
      }
    }
  }

  private void replace(
      NetNode node, NetNode before, Map<String, Object> attributes, List<Integer> inputs) {
    OnnxNode it = node.node();
    OnnxNode made = new OnnxNode(it.op(), it.name(), it.opset(), attributes, it.outputs());
    net.insert(node, made, inputs, node.outputs());
    net.remove(node);
    net.remove(before);
  }
}
