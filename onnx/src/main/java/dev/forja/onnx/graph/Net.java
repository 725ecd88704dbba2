package dev.forja.onnx.graph;

import dev.forja.array.DType;
import dev.forja.onnx.operators.OnnxNode;
import dev.forja.onnx.operators.OnnxValue;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a graph in an order in which each needs only earlier ones, and its values, each in a
 * numbered slot. Changed and read by one thread at a time.
 */
public final class Net {
  /** So many uses has what is also used outside of the nodes. */
  private static final int ELSEWHERE = 1 << 20;

  /** Constants of state that have more elements are never taken for constants. */
  private static final int MOST_PINNED = 4096;

  private final List<String> names;
  private final List<@Nullable OnnxValue> first;
  private final Set<Integer> state;
  private final Set<Integer> outputs;
  private final Map<Integer, Given> inputs;
  private final Map<Integer, NetNode> producers = new HashMap<>();
  private final Map<Integer, Integer> uses = new HashMap<>();
  private final Map<List<String>, Integer> scopes = new HashMap<>();
  private final Set<Integer> pinned = new TreeSet<>();
  private Map<NetNode, List<NetNode>> inserted = new IdentityHashMap<>();
  private List<NetNode> nodes;

  /**
   * What is known of an input. Immutable, so any thread may read it.
   *
   * @param dtype its type
   * @param sizes its sizes, -1 for one that differs from call to call
   */
  public record Given(DType dtype, List<Integer> sizes) {
    /** Copies the sizes. */
    public Given {
      sizes = List.copyOf(sizes);
    }
  }

  /**
   * A net.
   *
   * @param names the names of the slots, to which new ones are added
   * @param first the values before a run, or null, to which those of new slots are added
   * @param state the slots of {@code first} whose values a user may change
   * @param outputs the slots of the outputs
   * @param inputs the slots of inputs of which something is known
   */
  public Net(
      List<NetNode> nodes,
      List<String> names,
      List<@Nullable OnnxValue> first,
      Set<Integer> state,
      Set<Integer> outputs,
      Map<Integer, Given> inputs) {
    this.names = names;
    this.first = first;
    this.state = state;
    this.outputs = outputs;
    this.inputs = inputs;
    this.nodes = new ArrayList<>(nodes);
    outputs.forEach(slot -> uses.merge(slot, ELSEWHERE, Integer::sum));
    nodes.forEach(this::enter);
  }

  private void enter(NetNode node) {
    node.outputs().forEach(slot -> producers.put(slot, node));
    node.inputs().forEach(slot -> uses.merge(slot, 1, Integer::sum));
    node.captured().forEach(slot -> uses.merge(slot, ELSEWHERE, Integer::sum));
    scopes.merge(node.scope(), 1, Integer::sum);
  }

  /** A net of the same nodes and values, in which no node lies in a scope. */
  public Net withoutScopes() {
    List<NetNode> flat =
        nodes.stream()
            .map(it -> new NetNode(it.node(), it.inputs(), it.outputs(), it.captured(), List.of()))
            .toList();
    return new Net(flat, names, first, state, outputs, inputs);
  }

  /** The nodes in order. */
  public List<NetNode> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /** The name of a slot. */
  public String name(int slot) {
    return names.get(slot);
  }

  /** The slots of the outputs. */
  public Set<Integer> outputs() {
    return Collections.unmodifiableSet(outputs);
  }

  /** The slots of state whose values were taken for constants. */
  public Set<Integer> pinned() {
    return Collections.unmodifiableSet(pinned);
  }

  Map<Integer, Given> inputs() {
    return inputs;
  }

  /** What makes a slot; null for inputs and values that are there before a run. */
  public @Nullable NetNode producer(int slot) {
    return producers.get(slot);
  }

  /** The tensor that is in a slot before a run; null if there is none. */
  public @Nullable Tensor value(int slot) {
    return slot >= 0 && first.get(slot) instanceof OnnxValue.Single(Tensor tensor) ? tensor : null;
  }

  /** Whether a slot has a value before a run that a user may change. */
  public boolean isState(int slot) {
    return state.contains(slot);
  }

  /** The value of a slot that may be taken for a constant; null if it is none. */
  @Nullable Tensor constant(int slot) {
    Tensor value = value(slot);
    boolean trained = value != null && isState(slot) && !name(slot).startsWith("/");
    return value == null
            || (isState(slot) && value.count() > MOST_PINNED)
            || (trained && value.dtype() == DType.F32 && value.count() != 1)
        ? null
        : value;
  }

  /** Says that a value was taken for a constant. */
  void pin(int slot) {
    if (isState(slot)) {
      pinned.add(slot);
    }
  }

  /** Whether exactly one node reads a slot, once, and nothing else does. */
  boolean isReadOnce(int slot) {
    return uses.getOrDefault(slot, 0) == 1;
  }

  int uses(int slot) {
    return uses.getOrDefault(slot, 0);
  }

  boolean isRead(int slot) {
    return uses.getOrDefault(slot, 0) > 0;
  }

  /** Whether a slot is an output, or read by a graph in a node. */
  boolean isReadElsewhere(int slot) {
    return uses.getOrDefault(slot, 0) >= ELSEWHERE;
  }

  /** Whether a scope would be left without nodes, and its module disappear, without this one. */
  boolean isLastOfScope(NetNode node) {
    return !node.scope().isEmpty() && scopes.getOrDefault(node.scope(), 0) <= 1;
  }

  /** A new slot. */
  int add(String name, @Nullable OnnxValue value) {
    names.add(name);
    first.add(value);
    return names.size() - 1;
  }

  /** A name that no slot has, for a value that stands for several nodes. */
  String freeName(String wanted) {
    return wanted + "~" + names.size();
  }

  /** Gives a slot a value before a run; its producer must be removed. */
  void put(int slot, OnnxValue value) {
    first.set(slot, value);
  }

  /** Removes a node. */
  void remove(NetNode node) {
    node.remove();
    node.inputs().forEach(slot -> uses.merge(slot, -1, Integer::sum));
    node.captured().forEach(slot -> uses.merge(slot, -ELSEWHERE, Integer::sum));
    scopes.merge(node.scope(), -1, Integer::sum);
    for (int slot : node.outputs()) {
      producers.remove(slot, node);
    }
  }

  /** Puts a new node before another one. */
  NetNode insert(NetNode before, OnnxNode made, List<Integer> inputs, List<Integer> outputs) {
    NetNode node = new NetNode(made, inputs, outputs, Set.of(), before.scope());
    inserted.computeIfAbsent(before, _ -> new ArrayList<>()).add(node);
    enter(node);
    return node;
  }

  /** Lets all nodes read other slots instead of these. */
  void redirect(Map<Integer, Integer> slots) {
    for (NetNode node : nodes) {
      if (!node.isGone() && node.inputs().stream().anyMatch(slots::containsKey)) {
        List<Integer> changed =
            node.inputs().stream().map(slot -> slots.getOrDefault(slot, slot)).toList();
        NetNode made =
            new NetNode(node.node(), changed, node.outputs(), node.captured(), node.scope());
        inserted.computeIfAbsent(node, _ -> new ArrayList<>()).add(made);
        remove(node);
        enter(made);
      }
    }
    tidy();
  }

  /** Makes one list of the nodes that are left and those put between them. */
  void tidy() {
    List<NetNode> tidied = new ArrayList<>(nodes.size());
    nodes.forEach(node -> collect(node, tidied));
    nodes = tidied;
    inserted = new IdentityHashMap<>();
  }

  private void collect(NetNode node, List<NetNode> into) {
    List<NetNode> before = inserted.get(node);
    if (before != null) {
      before.forEach(each -> collect(each, into));
    }
    if (!node.isGone()) {
      into.add(node);
    }
  }
}
