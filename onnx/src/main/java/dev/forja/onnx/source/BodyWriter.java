package dev.forja.onnx.source;

import dev.forja.array.DType;
import dev.forja.onnx.graph.Facts;
import dev.forja.onnx.graph.KnownSize;
import dev.forja.onnx.graph.Net;
import dev.forja.onnx.graph.NetNode;
import dev.forja.onnx.operators.Fused;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a block as the body of a class. For one thread. */
final class BodyWriter implements Values {
  /** Longer expressions get a name. */
  private static final int LONG = 72;

  private final Program program;
  private final Block block;
  private final Body body;
  private final Names names = new Names();
  private final Map<Integer, String> texts = new HashMap<>();
  private final Map<Integer, Integer> uses = new HashMap<>();
  private final Map<Integer, NetNode> sizes = new HashMap<>();
  private final Map<NetNode, Fields.Member> layers = new IdentityHashMap<>();
  private final Map<NetNode, Layer> layerOf = new IdentityHashMap<>();
  private final Map<Block, Fields.Member> inner = new IdentityHashMap<>();
  private final Map<Integer, String> held = new HashMap<>();
  private final Map<Integer, Fields.Member> raw = new HashMap<>();

  BodyWriter(Program program, Block block) {
    this.program = program;
    this.block = block;
    this.body = new Body(block.path);
  }

  @Override
  public Net net() {
    return program.net();
  }

  @Override
  public Facts facts() {
    return program.facts();
  }

  @Override
  public String use(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  Body write() {
    new Members(program, block, body).collect(layers, layerOf, inner, held, raw);
    body.fields.name(names);
    countUses();
    parameters();
    for (int i = 0; i < block.items.size(); i++) {
      i = item(i);
    }
    for (int slot : block.outputs) {
      body.results.add(text(slot));
      if (block.outputs.size() != 1) {
        body.resultNames.add(Names.camel(net().name(slot), "output"));
      }
    }
    if (block.outputs.size() == 1) {
      body.resultShape = shape(block.outputs.iterator().next());
    }
    return body;
  }

  private void countUses() {
    for (Block.Item item : block.items) {
      switch (item) {
        case Block.One(NetNode node) -> {
          int times = node.op().equals(Fused.SIZES) ? 2 : 1;
          node.inputs().forEach(slot -> uses.merge(slot, times, Integer::sum));
          if (node.op().equals("Reshape")) {
            Tensor shape = net().value(node.input(1));
            boolean again = shape != null && shape.count() > 0 && hasZero(shape);
            uses.merge(node.input(0), again ? 1 : 0, Integer::sum);
          }
        }
        case Block.Inner(Block inside) ->
            inside.inputs.forEach(slot -> uses.merge(slot, 1, Integer::sum));
      }
    }
    block.outputs.forEach(slot -> uses.merge(slot, 1, Integer::sum));
  }

  private static boolean hasZero(Tensor shape) {
    for (long size : shape.toLongs()) {
      if (size == 0) {
        return true;
      }
    }
    return false;
  }

  private void parameters() {
    boolean root = block.path.isEmpty();
    for (int slot : root ? program.inputs().keySet() : block.inputs) {
      boolean first = body.parameters.isEmpty();
      String given = program.inputs().get(slot);
      String wanted =
          given != null ? Names.camel(given, "input") : isMask(slot) ? "mask" : first ? "x" : "y";
      String name = names.free(wanted);
      body.parameters.add(name);
      body.shapes.add(shape(slot));
      texts.put(slot, name);
    }
  }

  private boolean isMask(int slot) {
    return block.nodes().stream()
        .anyMatch(node -> node.op().equals(Fused.ATTENTION) && node.input(3) == slot);
  }

  /** The sizes of a value as in {@code @Shape}; empty if they are not known. */
  private Text shape(int slot) {
    List<KnownSize> dims = facts().shape(slot);
    Text text = Text.of("");
    if (dims == null || dims.isEmpty()) {
      return text;
    }
    for (int d = 0; d < dims.size(); d++) {
      text = d == 0 ? text : text.plus(" ");
      KnownSize dim = dims.get(d);
      String label = dim.of().size() == 1 && dim.factor() == 1 ? program.label(dim) : null;
      text =
          dim.isKnown() && dim.factor() > 0
              ? text.number((int) dim.factor(), Body.SHOWN)
              : text.plus(label == null ? "_" : label);
    }
    return text;
  }

  /** Writes an item, or the loop that begins with it; gives the place of the last one written. */
  private int item(int at) {
    switch (block.items.get(at)) {
      case Block.One(NetNode node) -> node(node);
      case Block.Inner(Block inside) -> {
        int last = loop(at);
        if (last > at) {
          return last;
        }
        int out = inside.outputs.iterator().next();
        Fields.Member member = inner.get(inside);
        if (member == null) {
          node(inside.nodes().getLast()); // one layer
        } else {
          String name = body.fields.access(member);
          define(out, call(name, inside, -1, ""), Locals.after(member.path()));
        }
      }
    }
    return at;
  }

  private String call(String callee, Block inside, int replaced, String by) {
    List<String> given = new ArrayList<>();
    for (int slot : inside.inputs) {
      given.add(slot == replaced ? by : text(slot));
    }
    return callee + ".call(" + String.join(", ", given) + ")";
  }

  /** Writes a chain of equal classes as a loop over their list. */
  private int loop(int at) {
    List<Fields.Member> chain = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    for (int i = at; i < block.items.size(); i++) {
      if (!(block.items.get(i) instanceof Block.Inner(Block next))) {
        break;
      }
      Fields.Member member = inner.get(next);
      if (member == null || (!blocks.isEmpty() && !continues(blocks.getLast(), next))) {
        break;
      }
      blocks.add(next);
      chain.add(member);
    }
    String list = null;
    while (chain.size() > 1 && (list = body.fields.list(chain)) == null) {
      chain.removeLast();
      blocks.removeLast();
    }
    if (list == null || chain.size() < 2) {
      return at;
    }
    int first = blocks.getFirst().inputs.iterator().next();
    String each = names.free("each");
    String value = names.free("hidden");
    body.statements.add("Tensor %s = %s;".formatted(value, text(first)));
    body.statements.add("for (§%d %s : %s) {".formatted(chain.getFirst().group(), each, list));
    body.statements.add("  %s = %s;".formatted(value, call(each, blocks.getFirst(), first, value)));
    body.statements.add("}");
    texts.put(blocks.getLast().outputs.iterator().next(), value);
    return at + blocks.size() - 1;
  }

  private boolean continues(Block before, Block next) {
    int out = before.outputs.iterator().next();
    List<Integer> a = new ArrayList<>(before.inputs);
    List<Integer> b = new ArrayList<>(next.inputs);
    return uses.getOrDefault(out, 0) == 1
        && a.size() == b.size()
        && b.getFirst() == out
        && a.subList(1, a.size()).equals(b.subList(1, b.size()));
  }

  private void node(NetNode node) {
    if (node.op().equals(Fused.SIZES)) {
      sizes.put(node.output(), node);
      return;
    }
    Fields.Member layer = layers.get(node);
    Layer how = layerOf.get(node);
    if (layer != null && how != null) {
      int x = layer.type().equals("Embedding") ? node.input(1) : node.input(0);
      String text = "%s.call(%s%s)".formatted(body.fields.access(layer), text(x), how.before());
      define(node.output(), text, Locals.after(layer.path()));
      return;
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      int slot = node.outputs().get(i);
      if (slot >= 0 && (uses.getOrDefault(slot, 0) > 0)) {
        define(slot, new Expressions(this).of(node, i), Locals.of(node.op()));
      }
    }
  }

  /** Keeps an expression for its only use, or gives it a name. */
  private void define(int slot, String text, String wanted) {
    boolean simple = text.matches("\\w+");
    int most = block.outputs.contains(slot) ? 2 * LONG : LONG;
    if (simple || (uses.getOrDefault(slot, 0) == 1 && text.length() <= most)) {
      texts.put(slot, text);
      return;
    }
    String name = names.free(wanted);
    body.statements.add("Tensor %s = %s;".formatted(name, text));
    texts.put(slot, name);
  }

  @Override
  public String text(int slot) {
    if (slot < 0) {
      throw new IllegalArgumentException("a node lacks an input that its operator needs");
    }
    String text = texts.get(slot);
    if (text != null) {
      return text;
    }
    String holder = held.get(slot);
    if (holder != null) {
      return holder;
    }
    Fields.Member member = raw.get(slot);
    if (member != null) {
      return body.fields.access(member);
    }
    Tensor value = net().value(slot);
    if (value != null) {
      return Literals.tensor(value);
    }
    List<String> elements = sizes(slot);
    if (elements != null) {
      return "Tensor.ofLongs(" + String.join(", ", elements) + ")";
    }
    throw new IllegalArgumentException(
        "the value '%s' is not known where it is used".formatted(net().name(slot)));
  }

  @Override
  public @Nullable List<String> sizes(int slot) {
    Tensor value = slot < 0 ? null : net().value(slot);
    if (value != null && value.dtype() == DType.I64 && value.rank() <= 1) {
      List<String> elements = new ArrayList<>();
      for (long element : value.toLongs()) {
        boolean large = element > Integer.MAX_VALUE || element < Integer.MIN_VALUE;
        elements.add(
            large
                ? "Integer." + (element > 0 ? "MAX_VALUE" : "MIN_VALUE")
                : Long.toString(element));
      }
      return elements;
    }
    NetNode node = sizes.get(slot);
    List<String> parts = node == null ? null : node.node().texts("sizes");
    if (node == null || parts == null) {
      return null;
    }
    List<String> elements = new ArrayList<>();
    for (String product : parts) {
      List<String> factors = new ArrayList<>();
      for (String part : product.split("\\*", -1)) {
        int dot = part.indexOf('.');
        factors.add(
            dot < 0
                ? part
                : "%s.size(%s)"
                    .formatted(
                        text(node.input(Integer.parseInt(part.substring(0, dot)))),
                        part.substring(dot + 1)));
      }
      elements.add(String.join(" * ", factors));
    }
    return elements;
  }
}
