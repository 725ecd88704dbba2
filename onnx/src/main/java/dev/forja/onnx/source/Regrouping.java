package dev.forja.onnx.source;

import dev.forja.onnx.graph.Facts;
import dev.forja.onnx.graph.Net;
import dev.forja.onnx.graph.NetNode;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Blocks for a file whose scopes make none: each scope has one layer, or there are no scopes.
 * Layers whose names begin alike, as in {@code conv5_expand} and {@code conv5_linear}, are a block;
 * if names say nothing, what lies between two values through which everything goes is one, such as
 * a convolution and the way around it. For one thread.
 */
final class Regrouping {
  /** Smaller files are understood as they are. */
  private static final int FEWEST_LAYERS = 8;

  private static final Pattern SUFFIX =
      Pattern.compile("[._](weights?|scale|w_0|w|b_0|bias|offset|gamma|beta|kernel)$");
  private static final Pattern NUMBERED = Pattern.compile("^(.*?[0-9]+)(?:[._].*)?$");

  /** What follows the last layer of a block and still belongs to it. */
  private static final Set<String> AFTER =
      Set.of(
          "Add",
          "Mul",
          "Div",
          "Sub",
          "Relu",
          "HardSwish",
          "Swish",
          "Sigmoid",
          "Clip",
          "LeakyRelu",
          "PRelu",
          "Gelu",
          "Tanh",
          "HardSigmoid");

  private final Net net;
  private final Facts facts;
  private final List<NetNode> nodes = new ArrayList<>();
  private final Map<NetNode, String> names = new IdentityHashMap<>();
  private final Map<NetNode, String> layers = new IdentityHashMap<>();

  Regrouping(Net net) {
    this.net = net;
    this.facts = new Facts(net);
    net.nodes().stream().filter(this::isLayer).forEach(node -> layers.put(node, name(node)));
    if (layers.size() < FEWEST_LAYERS || !isFlat()) {
      nodes.addAll(net.nodes());
      return;
    }
    Map<NetNode, String> blocks = byName();
    if (blocks.isEmpty()) {
      byTopology();
    } else {
      net.nodes().forEach(node -> add(node, blocks.get(node)));
    }
  }

  /** The nodes in order, with the scopes of their blocks. */
  List<NetNode> nodes() {
    return nodes;
  }

  /** The names of layers in their blocks. */
  Map<NetNode, String> names() {
    return names;
  }

  private boolean isLayer(NetNode node) {
    return Layer.of(net, facts, node) != null
        || node.inputs().stream().anyMatch(slot -> slot >= 0 && Weights.isKept(net, slot));
  }

  private int weight(NetNode node) {
    if (Layer.of(net, facts, node) != null) {
      return node.input(node.op().equals("Gather") ? 0 : 1);
    }
    return node.inputs().stream()
        .filter(slot -> slot >= 0 && Weights.isKept(net, slot))
        .findFirst()
        .orElse(-1);
  }

  /** The name of a layer in the file, from its weight or its scope. */
  private String name(NetNode node) {
    String weight = net.name(weight(node));
    if (weight.contains("/") || weight.contains(":")) {
      return node.scope().isEmpty() ? "" : node.scope().getLast();
    }
    return SUFFIX.matcher(weight).replaceFirst("");
  }

  /** Whether no scope below the common ones has several layers. */
  private boolean isFlat() {
    List<String> common = layers.keySet().iterator().next().scope();
    for (NetNode node : layers.keySet()) {
      int same = 0;
      while (same < Math.min(common.size(), node.scope().size())
          && common.get(same).equals(node.scope().get(same))) {
        same++;
      }
      common = common.subList(0, same);
    }
    Set<String> seen = new HashSet<>();
    for (NetNode node : layers.keySet()) {
      if (node.scope().size() > common.size() && !seen.add(node.scope().get(common.size()))) {
        return false;
      }
    }
    return true;
  }

  /** Adds a node to a block; null for none. */
  private void add(NetNode node, @Nullable String block) {
    List<String> scope = block == null ? List.of() : List.of(block);
    NetNode placed =
        new NetNode(node.node(), node.inputs(), node.outputs(), node.captured(), scope);
    nodes.add(placed);
    String layer = layers.get(node);
    if (layer == null) {
      return;
    }
    String rest =
        block != null && layer.startsWith(block)
            ? layer.substring(block.length()).replaceFirst("^[._]", "")
            : block == null ? layer : "";
    names.put(placed, rest.isEmpty() ? kind(node) : rest);
  }

  private String kind(NetNode node) {
    Tensor weight = net.value(node.input(1));
    return switch (node.op()) {
      case "Conv" -> {
        boolean image = weight != null && weight.rank() == 4;
        boolean alone = image && weight != null && weight.size(1) == 1;
        boolean point = image && weight != null && weight.size(2) == 1 && weight.size(3) == 1;
        yield alone && node.node().integer("group", 1) > 1
            ? "depthwise"
            : point ? "pointwise" : "conv";
      }
      case "BatchNormalization" -> "norm";
      default -> Names.lower(node.op().substring(node.op().lastIndexOf('.') + 1));
    };
  }

  /** The beginning that layers of one block share. */
  private static String begin(String name) {
    Matcher numbered = NUMBERED.matcher(name);
    return numbered.matches() ? numbered.group(1) : name.replaceFirst("_(bn|norm)$", "");
  }

  /** The block of each node by the names of layers; empty if they make no blocks. */
  private Map<NetNode, String> byName() {
    Map<String, Integer> first = new HashMap<>();
    Map<String, Integer> last = new HashMap<>();
    Map<String, Integer> count = new HashMap<>();
    List<NetNode> all = net.nodes();
    for (int i = 0; i < all.size(); i++) {
      String name = layers.get(all.get(i));
      if (name != null && !name.isEmpty()) {
        String begin = begin(name);
        first.putIfAbsent(begin, i);
        last.put(begin, i);
        count.merge(begin, 1, Integer::sum);
      }
    }
    Map<NetNode, String> blocks = new IdentityHashMap<>();
    int inside = 0;
    int made = 0;
    for (Map.Entry<String, Integer> each : first.entrySet()) {
      String begin = each.getKey();
      int from = each.getValue();
      int to = last.getOrDefault(begin, from);
      int layersOf = count.getOrDefault(begin, 0);
      boolean alone =
          all.subList(from, to + 1).stream()
              .allMatch(node -> !layers.containsKey(node) || begin(layerOf(node)).equals(begin));
      if (layersOf < 2 || !alone || !begin.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        continue;
      }
      made++;
      inside += layersOf;
      while (to + 1 < all.size()
          && AFTER.contains(all.get(to + 1).op())
          && !layers.containsKey(all.get(to + 1))) {
        to++;
      }
      all.subList(from, to + 1).forEach(node -> blocks.put(node, begin));
    }
    return made < 2 || 2 * inside < layers.size() ? Map.of() : blocks;
  }

  private String layerOf(NetNode node) {
    return layers.getOrDefault(node, "");
  }

  /** Blocks between values through which everything goes, where there is a way around a layer. */
  private void byTopology() {
    Map<NetNode, Set<NetNode>> below = below();
    List<NetNode> main = new ArrayList<>();
    List<NetNode> heads = new ArrayList<>();
    for (NetNode node : net.nodes()) {
      (below.getOrDefault(node, Set.of()).size() <= 1 ? heads : main).add(node);
    }
    Map<Integer, Integer> lastReader = new HashMap<>();
    for (int i = 0; i < main.size(); i++) {
      for (int slot : main.get(i).inputs()) {
        lastReader.put(slot, i);
      }
    }
    Set<Integer> live = new HashSet<>();
    List<NetNode> segment = new ArrayList<>();
    List<List<NetNode>> segments = new ArrayList<>();
    Set<List<NetNode>> branched = Collections.newSetFromMap(new IdentityHashMap<>());
    boolean around = false;
    for (int i = 0; i < main.size(); i++) {
      NetNode node = main.get(i);
      int at = i;
      segment.add(node);
      live.addAll(node.outputs());
      live.removeIf(slot -> lastReader.getOrDefault(slot, -1) <= at);
      around |= live.size() > 1;
      if (live.size() > 1 && i + 1 < main.size()) {
        continue;
      }
      boolean bare = segment.stream().noneMatch(layers::containsKey);
      if (bare && !around && !segments.isEmpty()) {
        segments.getLast().addAll(segment);
      } else {
        segments.add(segment);
        if (around) {
          branched.add(segment);
        }
      }
      segment = new ArrayList<>();
      around = false;
    }
    int blocks = 0;
    for (List<NetNode> each : segments) {
      boolean isBlock =
          branched.contains(each) && each.stream().filter(layers::containsKey).count() > 1;
      String block = isBlock ? "block" + ++blocks : null;
      each.forEach(node -> add(node, block));
    }
    heads.forEach(node -> add(node, null));
  }

  /** The layers that need a node, at most two of them, and the node itself if it is one. */
  private Map<NetNode, Set<NetNode>> below() {
    Map<NetNode, Set<NetNode>> below = new IdentityHashMap<>();
    Map<Integer, List<NetNode>> readers = new HashMap<>();
    for (NetNode node : net.nodes()) {
      node.inputs().forEach(s -> readers.computeIfAbsent(s, _ -> new ArrayList<>()).add(node));
    }
    for (NetNode node : net.nodes().reversed()) {
      Set<NetNode> found = Collections.newSetFromMap(new IdentityHashMap<>());
      if (layers.containsKey(node)) {
        found.add(node);
      }
      for (int slot : node.outputs()) {
        for (NetNode reader : readers.getOrDefault(slot, List.of())) {
          below.getOrDefault(reader, Set.of()).stream().limit(2).forEach(found::add);
        }
      }
      below.put(node, found);
    }
    return below;
  }
}
