package dev.forja.onnx.source;

import dev.forja.onnx.graph.Facts;
import dev.forja.onnx.graph.KnownSize;
import dev.forja.onnx.graph.Net;
import dev.forja.onnx.graph.NetNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The bodies of all classes, those with equal keys in one group. For one thread. */
final class Program {
  private final Net net;
  private final Facts facts;
  private final Map<NetNode, String> layers;
  private final SequencedMap<Integer, String> inputs;
  private final Map<KnownSize, String> labels = new HashMap<>();
  private final Map<String, Integer> groups = new LinkedHashMap<>();
  private final List<List<Body>> bodies = new ArrayList<>();

  /**
   * A program.
   *
   * @param inputs the names of the inputs by slot
   * @param sizes for each input the names of its sizes
   * @param layers the names of layers in their blocks, where those of the file are not taken
   */
  Program(
      Net net,
      SequencedMap<Integer, String> inputs,
      Map<Integer, List<String>> sizes,
      Map<NetNode, String> layers) {
    this.net = net;
    this.layers = layers;
    this.inputs = inputs;
    Map<String, KnownSize> first = new HashMap<>();
    Map<KnownSize, KnownSize> equal = new HashMap<>();
    sizes.forEach(
        (slot, names) -> {
          for (int d = 0; d < names.size(); d++) {
            String label = Names.camel(names.get(d), "");
            if (label.matches("[a-z][A-Za-z0-9]*") && !label.matches("(n|x)?[0-9]+")) {
              KnownSize size = new KnownSize(1, List.of(new KnownSize.Sym(slot, d)));
              labels.put(size, label);
              equal.put(size, first.computeIfAbsent(label, _ -> size));
            }
          }
        });
    this.facts = new Facts(net, equal); // the shapes of the class say that these are equal
  }

  Net net() {
    return net;
  }

  /** The name of a layer in its block; null for that of the file. */
  @Nullable String layer(NetNode node) {
    return layers.get(node);
  }

  Facts facts() {
    return facts;
  }

  SequencedMap<Integer, String> inputs() {
    return inputs;
  }

  /** The name of a size; null if it has none. */
  @Nullable String label(KnownSize dim) {
    return labels.get(dim);
  }

  /** Writes a block, and finds or begins its group. */
  Body body(Block block) {
    Body body = new BodyWriter(this, block).write();
    Integer group = groups.putIfAbsent(body.key(), groups.size());
    body.group = group == null ? groups.size() - 1 : group;
    if (group == null) {
      bodies.add(new ArrayList<>());
    }
    bodies.get(body.group).add(body);
    return body;
  }

  /** The groups of bodies, each one class; those that others contain come first. */
  List<List<Body>> bodies() {
    return bodies;
  }

  /** The tensors of a body and of those in it. */
  static void weights(Body body, List<String> path, Weights into) {
    for (Body.Kept kept : body.kept) {
      List<String> name = new ArrayList<>(path);
      name.addAll(kept.member().path());
      if (!kept.name().isEmpty()) {
        name.add(kept.name());
      }
      into.put(String.join(".", name), kept.tensor());
    }
    body.placed.forEach(
        (member, child) -> {
          List<String> name = new ArrayList<>(path);
          name.addAll(member.path());
          weights(child, name, into);
        });
  }
}
