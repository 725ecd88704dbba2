package dev.forja.onnx.graph;

import dev.forja.array.DType;
import dev.forja.onnx.operators.Fused;
import dev.forja.onnx.operators.OnnxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces the nodes that compute a vector of sizes, such as {@code Concat(Gather(Shape(x), 0),
 * ..)}, by one that reads the sizes themselves.
 */
final class SizeNodes {
  private final Net net;
  private final Facts facts;

  SizeNodes(Net net) {
    this.net = net;
    this.facts = new Facts(net);
  }

  void run() {
    Map<Integer, List<NetNode>> readers = new HashMap<>();
    for (NetNode node : net.nodes()) {
      node.inputs()
          .forEach(slot -> readers.computeIfAbsent(slot, _ -> new ArrayList<>()).add(node));
    }
    for (NetNode node : net.nodes()) {
      int out = node.output();
      List<KnownSize> sizes = out < 0 || node.outputs().size() != 1 ? null : facts.data(out);
      List<NetNode> users = readers.getOrDefault(out, List.of());
      boolean last =
          users.stream().anyMatch(user -> facts.data(user.output()) == null)
              || net.isReadElsewhere(out);
      if (sizes != null
          && facts.dtype(out) == DType.I64
          && last
          && !node.op().equals("Shape")
          && !net.isReadElsewhere(out)) {
        replace(node, sizes, users);
      }
    }
    net.tidy();
  }

  /**
   * The sizes of what the only reader takes are read from there, and otherwise where they began.
   */
  private void replace(NetNode node, List<KnownSize> sizes, List<NetNode> users) {
    NetNode user = users.size() == 1 && !users.getFirst().isGone() ? users.getFirst() : null;
    boolean near = user != null && user.scope().equals(node.scope()) && user.input(0) >= 0;
    List<KnownSize> own = near && user != null ? facts.shape(user.input(0)) : null;
    List<Integer> inputs = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    boolean local = false;
    for (KnownSize size : sizes) {
      List<String> parts = new ArrayList<>();
      for (KnownSize.Sym sym : size.of()) {
        int at = own == null ? -1 : own.indexOf(new KnownSize(1, List.of(sym)));
        local |= at >= 0;
        int slot = at >= 0 && user != null ? user.input(0) : sym.slot();
        int input = inputs.indexOf(slot);
        if (input < 0) {
          input = inputs.size();
          inputs.add(slot);
        }
        parts.add(input + "." + (at >= 0 ? at : sym.axis()));
      }
      if (parts.isEmpty() || size.factor() != 1) {
        parts.add(Long.toString(size.factor()));
      }
      texts.add(String.join("*", parts));
    }
    facts.pin(node.output());
    OnnxNode it = node.node();
    List<KnownSize> shape = facts.shape(node.output());
    Map<String, Object> attributes =
        Map.of("sizes", texts, "scalar", shape != null && shape.isEmpty() ? 1L : 0L);
    OnnxNode made = new OnnxNode(Fused.SIZES, it.name(), it.opset(), attributes, 1);
    net.insert(local && user != null ? user : node, made, inputs, node.outputs());
    net.remove(node);
  }
}
