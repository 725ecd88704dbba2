package dev.forja.onnx.source;

import dev.forja.array.DType;
import dev.forja.onnx.graph.Net;
import dev.forja.onnx.graph.NetNode;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the state of a block: its layers, its classes, and tensors that no layer holds. */
final class Members {
  private final Program program;
  private final Net net;
  private final Block block;
  private final Body body;
  private final Map<List<Object>, Fields.Member> known = new HashMap<>();
  private final Map<Integer, Map.Entry<Fields.Member, String>> holders = new HashMap<>();

  Members(Program program, Block block, Body body) {
    this.program = program;
    this.net = program.net();
    this.block = block;
    this.body = body;
  }

  void collect(
      Map<NetNode, Fields.Member> layers,
      Map<NetNode, Layer> layerOf,
      Map<Block, Fields.Member> inner,
      Map<Integer, String> held,
      Map<Integer, Fields.Member> raw) {
    List<NetNode> others = new ArrayList<>();
    for (Block.Item item : block.items) {
      Block inside = item instanceof Block.Inner(Block it) ? it : null;
      List<NetNode> nodes = inside == null ? List.of(((Block.One) item).node()) : inside.nodes();
      NetNode node = nodes.getLast();
      Layer layer = nodes.size() == 1 ? Layer.of(net, program.facts(), node) : null;
      if (layer != null) {
        layerOf.put(node, layer);
        layers.put(node, layer(node, layer, inside));
      } else if (inside != null) {
        Body child = program.body(inside);
        Fields.Member member =
            body.fields.add(
                new Fields.Member(
                    inside.below(block), "§" + child.group, child.numbers(), child.group, false));
        body.placed.put(member, child);
        inner.put(inside, member);
      } else {
        others.add(node);
      }
    }
    others.forEach(node -> raw(node, raw));
    body.fields.name(new Names());
    holders.forEach(
        (slot, holder) ->
            held.put(slot, body.fields.access(holder.getKey()) + "." + holder.getValue()));
  }

  private Fields.Member layer(NetNode node, Layer layer, @Nullable Block inside) {
    List<Object> key = new ArrayList<>(List.of(layer.type(), layer.maker()));
    for (int i = node.op().equals("Gather") ? 0 : 1; i < node.inputs().size(); i++) {
      if (net.value(node.input(i)) != null) {
        key.add(node.input(i));
      }
    }
    Fields.Member before = known.get(key);
    if (before != null) {
      return before;
    }
    int weight = node.op().equals("Gather") ? node.input(0) : node.input(1);
    String given = program.layer(node);
    List<String> path =
        inside != null
            ? inside.below(block)
            : given != null ? List.of(given) : named(weight, Names.lower(layer.type()));
    Fields.Member member =
        body.fields.add(new Fields.Member(path, layer.type(), layer.maker(), -1, false));
    known.put(key, member);
    layer.state().forEach((name, tensor) -> body.kept.add(new Body.Kept(member, name, tensor)));
    Tensor own = layer.state().get("weight");
    boolean turned = own != null && own != net.value(weight);
    if (own != null && !layer.type().equals("PReLU")) {
      holders.putIfAbsent(weight, Map.entry(member, turned ? "weight().t()" : "weight()"));
    }
    return member;
  }

  /** The names of a layer, from that of its weight if the file gives it a name in this block. */
  private List<String> named(int slot, String otherwise) {
    List<String> parts = relative(slot);
    if (parts.isEmpty()) {
      return List.of(otherwise);
    }
    if (parts.size() > 1 && parts.getLast().startsWith("w")) {
      return parts.subList(0, parts.size() - 1);
    }
    List<String> named = new ArrayList<>(parts.subList(0, parts.size() - 1));
    String last = parts.getLast().replaceFirst("_(weights?|scale|w_0|w)$", "");
    named.add(last.isEmpty() ? otherwise : last);
    return named;
  }

  /** The parts of a name below the names of this block; empty if it has no such name. */
  private List<String> relative(int slot) {
    String name = net.name(slot);
    if (!name.matches("[A-Za-z_][A-Za-z0-9_.~-]*") || name.contains("..") || name.endsWith(".")) {
      return List.of();
    }
    String prefix = block.path.isEmpty() ? "" : String.join(".", block.path) + ".";
    return name.startsWith(prefix)
        ? List.of(name.substring(prefix.length()).split("\\.", -1))
        : List.of(name.substring(name.lastIndexOf('.') + 1));
  }

  private void raw(NetNode node, Map<Integer, Fields.Member> raw) {
    for (int slot : node.inputs()) {
      if (slot < 0
          || raw.containsKey(slot)
          || holders.containsKey(slot)
          || !Weights.isKept(net, slot)) {
        continue;
      }
      Tensor value = net.value(slot);
      if (value == null) {
        continue;
      }
      boolean trained =
          value.dtype() == DType.F32 && net.isState(slot) && !net.name(slot).startsWith("/");
      String shape = "(" + Literals.joined(value.shape()) + ")";
      String maker =
          (trained ? "Parameter.zeros" : "Tensor.zeros")
              + shape
              + (value.dtype() == DType.F32 ? "" : ".to(DType." + value.dtype().name() + ")");
      List<String> path = relative(slot);
      Fields.Member member =
          body.fields.add(
              new Fields.Member(
                  path.isEmpty() ? List.of(trained ? "weight" : "constant") : path,
                  trained ? "Parameter" : "Tensor",
                  Text.of(maker),
                  -1,
                  !trained));
      raw.put(slot, member);
      body.kept.add(new Body.Kept(member, "", value));
    }
  }
}
