package dev.forja.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.forja.array.DType;
import dev.forja.onnx.graph.Net;
import dev.forja.onnx.graph.NetNode;
import dev.forja.onnx.graph.Simplifier;
import dev.forja.onnx.operators.Call;
import dev.forja.onnx.operators.Fused;
import dev.forja.onnx.operators.OnnxNode;
import dev.forja.onnx.operators.OnnxValue;
import dev.forja.onnx.operators.Operator;
import dev.forja.onnx.operators.OperatorTable;
import dev.forja.onnx.operators.Types;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a graph into a {@link Program}: gives each name a slot, orders the nodes, and makes modules
 * of their scopes. The depth of graphs in graphs is limited by the parser.
 */
final class GraphCompiler {
  private final String file;
  private final long opset;
  private final @Nullable ExternalValues external;
  private final @Nullable GraphCompiler around;
  private final OnnxOptions options;
  private final Map<String, Integer> slots = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<@Nullable OnnxValue> first = new ArrayList<>();
  private final Map<Integer, Integer> captured = new LinkedHashMap<>();
  private final Map<String, Long> types = new HashMap<>();
  private final ScopeState state = new ScopeState();
  private final Map<OnnxNode, Map<String, Program>> subgraphs = new IdentityHashMap<>();
  private @Nullable Net net;

  /** For a graph inside of another one, {@code around} is that of the outer one. */
  GraphCompiler(
      String file,
      long opset,
      @Nullable ExternalValues external,
      @Nullable GraphCompiler around,
      OnnxOptions options) {
    this.file = file;
    this.opset = opset;
    this.external = external;
    this.around = around;
    this.options = options;
  }

  /** The state of the scopes, after {@link #compile}. */
  ScopeState state() {
    return state;
  }

  Program compile(GraphProto graph, List<ValueInfoProto> given) throws OnnxException {
    Map<String, Tensor> initializers = new LinkedHashMap<>();
    for (TensorProto tensor : graph.getInitializerList()) {
      Tensor read = Tensor.of(new TensorReader(file, tensor, external).read());
      define(tensor.getName(), "an initializer");
      types.put(tensor.getName(), (long) tensor.getDataType());
      initializers.put(tensor.getName(), read);
    }
    List<ValueInfoProto> declared = new ArrayList<>(graph.getInputList());
    declared.addAll(graph.getValueInfoList());
    for (ValueInfoProto info : declared) {
      types.put(info.getName(), (long) info.getType().getTensorType().getElemType());
    }
    Map<String, Integer> inputs = new LinkedHashMap<>();
    for (ValueInfoProto input : given) {
      inputs.put(input.getName(), define(input.getName(), "an input"));
    }
    Map<String, Tensor> state = new LinkedHashMap<>();
    initializers.forEach(
        (name, tensor) -> {
          OnnxValue value = around == null ? ScopeState.value(name, tensor) : OnnxValue.of(tensor);
          first.set(slot(name), value);
          if (value instanceof OnnxValue.Single(Tensor kept)) {
            state.put(name, kept);
          }
        });
    List<NodeProto> ordered = new NodeOrder(file, graph.getNodeList()).sorted();
    for (NodeProto node : ordered) {
      for (String output : node.getOutputList()) {
        if (!output.isEmpty()) {
          define(output, "an output of " + show(node));
        }
      }
    }
    List<NetNode> nodes = new ArrayList<>();
    for (NodeProto node : ordered) {
      NetNode read = read(node);
      if (node.getOpType().equals("Constant")) {
        if (read.output() < 0) {
          throw new OnnxException(file, show(node) + " has no output");
        }
        first.set(read.output(), constant(read, node));
      } else {
        nodes.add(read);
      }
    }
    List<Integer> outputs = new ArrayList<>();
    List<String> outputNames = new ArrayList<>();
    for (ValueInfoProto output : graph.getOutputList()) {
      outputs.add(find(output.getName(), "the outputs of the graph"));
      outputNames.add(output.getName());
    }
    Set<Integer> changeable = new HashSet<>();
    if (around == null) {
      initializers.keySet().forEach(name -> changeable.add(slot(name)));
    }
    Net simplified = new Net(nodes, names, first, changeable, new HashSet<>(outputs), known(given));
    Simplifier.run(simplified, options.folding(), options.recognition());
    net = simplified;
    List<ScopedStep> steps = new ArrayList<>();
    for (NetNode node : simplified.nodes()) {
      steps.add(new ScopedStep(step(node), node.scope()));
    }
    Scopes scopes = new Scopes(names, new HashSet<>(outputs), fixed());
    List<Item> items = scopes.items(steps, this.state);
    state.forEach(this.state::put);
    List<Item> joined = around == null ? joined(simplified, scopes) : items;
    return new Program(
        items, joined, new ArrayList<>(first), inputs, outputs, outputNames, captured);
  }

  /** The steps without scopes, which nobody would see, and with more nodes joined to one. */
  private List<Item> joined(Net net, Scopes scopes) {
    Net flat = net.withoutScopes();
    if (options.recognition()) {
      Simplifier.join(flat);
    }
    List<ScopedStep> steps =
        flat.nodes().stream().map(node -> new ScopedStep(step(node), List.of())).toList();
    return scopes.items(steps, new ScopeState());
  }

  /** The slots with values before a run, which are never given up. */
  private Set<Integer> fixed() {
    Set<Integer> fixed = new HashSet<>();
    for (int i = 0; i < first.size(); i++) {
      if (first.get(i) != null) {
        fixed.add(i);
      }
    }
    return fixed;
  }

  private int define(String name, String what) throws OnnxException {
    if (name.isEmpty()) {
      throw new OnnxException(file, what + " has no name");
    }
    int slot = add(name);
    if (slots.put(name, slot) != null) {
      throw new OnnxException(
          file, "the name %s is given twice, to %s".formatted(OnnxException.quote(name), what));
    }
    return slot;
  }

  private int add(String name) {
    names.add(name);
    first.add(null);
    return names.size() - 1;
  }

  private int slot(String name) {
    Integer slot = slots.get(name);
    return slot == null ? -1 : slot;
  }

  /** The slot of a name, also if it belongs to a graph around this one. */
  private int find(String name, String where) throws OnnxException {
    int own = slot(name);
    if (own >= 0) {
      return own;
    }
    if (around == null) {
      throw new OnnxException(
          file, "%s: nothing is named %s".formatted(where, OnnxException.quote(name)));
    }
    int outer = around.find(name, where);
    int slot = add(name);
    slots.put(name, slot);
    captured.put(slot, outer);
    return slot;
  }

  private static String show(NodeProto node) {
    return "node %s (%s)"
        .formatted(OnnxException.quote(node.getName()), OnnxException.quote(node.getOpType()));
  }

  private NetNode read(NodeProto proto) throws OnnxException {
    if (OperatorTable.all().find(proto.getOpType()) == null) {
      throw new OnnxException(file, show(proto) + ": there is no such operator");
    }
    List<Integer> inputs = new ArrayList<>();
    for (String input : proto.getInputList()) {
      inputs.add(input.isEmpty() ? -1 : find(input, show(proto)));
    }
    List<Integer> outputs = new ArrayList<>();
    for (String output : proto.getOutputList()) {
      outputs.add(output.isEmpty() ? -1 : slot(output));
    }
    AttributeReader attributes = new AttributeReader(file, show(proto), external);
    attributes.read(proto.getAttributeList());
    Map<String, Program> graphs = new HashMap<>();
    Set<Integer> used = new HashSet<>();
    for (var entry : attributes.graphs().entrySet()) {
      GraphCompiler inner = new GraphCompiler(file, opset, external, this, options);
      Program program = inner.compile(entry.getValue(), entry.getValue().getInputList());
      graphs.put(entry.getKey(), program);
      used.addAll(program.captured().values());
    }
    String name =
        proto.getName().isEmpty() ? String.join(", ", proto.getOutputList()) : proto.getName();
    Map<String, Object> values = new HashMap<>(attributes.values());
    Long like = proto.getInputCount() > 1 ? types.get(proto.getInput(1)) : null;
    if (proto.getOpType().equals("CastLike") && like != null && Types.isHeld(like)) {
      values.put("to", like); // half precision, which tensors do not show, is known only here
    }
    if (proto.getOpType().equals("Cast") && values.get("to") instanceof Long to) {
      proto.getOutputList().forEach(output -> types.put(output, to));
    }
    OnnxNode node = new OnnxNode(proto.getOpType(), name, opset, values, outputs.size());
    if (!graphs.isEmpty()) {
      subgraphs.put(node, graphs);
    }
    List<String> scope = around == null ? Scopes.of(proto.getName()) : List.of();
    return new NetNode(node, inputs, outputs, used, scope);
  }

  private Step step(NetNode node) {
    Operator listed = OperatorTable.all().find(node.op());
    Operator operator = listed == null ? Fused.find(node.op()) : listed;
    return new Step(
        node.node(),
        Objects.requireNonNull(operator),
        node.inputs(),
        node.outputs(),
        subgraphs.getOrDefault(node.node(), Map.of()),
        node.captured(),
        List.of());
  }

  /** The types and sizes that a call checks. */
  private Map<Integer, Net.Given> known(List<ValueInfoProto> given) {
    Map<Integer, Net.Given> known = new HashMap<>();
    for (ValueInfoProto input : given) {
      OnnxTensorType type = OnnxTensorType.of(input);
      DType dtype = type.dtype();
      List<String> shape = type.shape();
      if (around == null && dtype != null && shape != null) {
        List<Integer> sizes = new ArrayList<>();
        for (String size : shape) {
          boolean number = size.chars().allMatch(Character::isDigit) && size.length() < 10;
          sizes.add(number ? Integer.parseInt(size) : -1);
        }
        known.put(slot(input.getName()), new Net.Given(dtype, sizes));
      }
    }
    return known;
  }

  /** The bytes of the values before a run, after {@link #compile}. */
  long valueBytes() {
    long bytes = 0;
    for (OnnxValue value : first) {
      if (value instanceof OnnxValue.Single(Tensor tensor)) {
        bytes += (long) tensor.count() * tensor.dtype().bytes();
      }
    }
    return bytes;
  }

  /** The nodes and values, after {@link #compile}. */
  Net net() {
    return Objects.requireNonNull(net);
  }

  /** The state whose values were taken for constants, after {@link #compile}. */
  Pins pins() {
    Pins pins = new Pins();
    Net from = Objects.requireNonNull(net);
    for (int slot : from.pinned()) {
      pins.add(from.name(slot), Objects.requireNonNull(from.value(slot)));
    }
    return pins;
  }

  private OnnxValue constant(NetNode node, NodeProto proto) throws OnnxException {
    Call call = new Call(node.node(), List.of(), _ -> null);
    try {
      Objects.requireNonNull(OperatorTable.all().find(node.op())).run(call);
    } catch (IllegalArgumentException e) {
      throw new OnnxException(file, show(proto) + ": " + e.getMessage(), e);
    }
    OnnxValue value = call.outputs().getFirst();
    if (value == null) {
      throw new OnnxException(file, show(proto) + " has no value");
    }
    return value;
  }

  /**
   * A step and the scope that its name leads to.
   *
   * @param step the step
   * @param scope the names of the scopes, outermost first
   */
  record ScopedStep(Step step, List<String> scope) {}
}
