package dev.forja.trace;

import dev.forja.op.TensorType;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A recorded call, as {@link Trace} creates it: ops in order of execution, each under the module
 * call that issued it, and the values that they take and return. Immutable and therefore
 * thread-safe; its parameters and buffers are the live ones.
 */
public final class Graph {
  private final List<Node> nodes;
  private final List<Value> values;
  private final List<Value.Input> inputs;
  private final List<Value> outputs;
  private final List<GradientNode> gradients;
  private final List<ModuleCall> calls;
  private final List<Note> notes;
  private final Dependencies dependencies;
  private final @Nullable OpenSizes open;
  private final Runs runs = new Runs(this);

  Graph(
      List<Node> nodes,
      List<Value> values,
      List<Value.Input> inputs,
      List<Value> outputs,
      List<GradientNode> gradients,
      List<ModuleCall> calls,
      List<Note> notes,
      Dependencies dependencies,
      @Nullable OpenSizes open) {
    this.nodes = List.copyOf(nodes);
    this.values = List.copyOf(values);
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.gradients = List.copyOf(gradients);
    this.calls = List.copyOf(calls);
    this.notes = List.copyOf(notes);
    this.dependencies = dependencies;
    this.open = open;
  }

  /** The ops in order of execution: each after those that it depends on. */
  public List<Node> nodes() {
    return nodes;
  }

  /** Every tensor, by {@link Value#id}. */
  public List<Value> values() {
    return values;
  }

  /** The inputs of the graph, in order. */
  public List<Value.Input> inputs() {
    return inputs;
  }

  /** The outputs of the graph, in order. */
  public List<Value> outputs() {
    return outputs;
  }

  /** The parameters and buffers that ops use, each once, in order of use. */
  public List<Value.State> state() {
    return all(Value.State.class);
  }

  /** The tensors that are part of the graph. */
  public List<Value.Constant> constants() {
    return all(Value.Constant.class);
  }

  /** A copy with other nodes and values. */
  Graph with(List<Node> otherNodes, List<Value> otherValues) {
    return new Graph(
        otherNodes,
        otherValues,
        otherValues.stream()
            .filter(Value.Input.class::isInstance)
            .map(Value.Input.class::cast)
            .toList(),
        outputs.stream().map(output -> otherValues.get(output.id())).toList(),
        gradients,
        calls,
        notes,
        dependencies,
        open);
  }

  /** A copy with sizes that were proven to be variable. */
  Graph with(OpenSizes sizes) {
    return new Graph(nodes, values, inputs, outputs, gradients, calls, notes, dependencies, sizes);
  }

  /** The facts about other sizes; null for a graph that runs only on the traced sizes. */
  @Nullable OpenSizes open() {
    return open;
  }

  Dependencies dependencies() {
    return dependencies;
  }

  private <V extends Value> List<V> all(Class<V> kind) {
    return values.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /**
   * The gradients that backward passes inside the trace computed, in order of execution, each under
   * the module call whose forward issued the op; empty for a trace without a backward pass.
   */
  public List<GradientNode> gradients() {
    return gradients;
  }

  /** The calls of modules in the order in which they started, including those without ops. */
  public List<ModuleCall> calls() {
    return calls;
  }

  /**
   * The events that the trace could not follow. A graph with any of them can be printed and drawn,
   * but not run again.
   */
  public List<Note> notes() {
    return notes;
  }

  /**
   * The hooks of the call, and where each was registered: on a module, in a scope, for the process.
   */
  public List<String> hooks() {
    return dependencies.hooks().names();
  }

  /**
   * The differences between the hooks of a call at this moment and {@link #hooks}: {@code + name}
   * for an added hook, {@code - name} for a removed one.
   */
  public List<String> hookChanges() {
    return dependencies.hooks().changes();
  }

  /**
   * Computes the outputs for other inputs as the traced call would: with the same ops, without
   * gradients, and with the current parameters and buffers of the modules. The inputs must have the
   * traced types and sizes; {@link Trace#dynamic} creates graphs for ranges of sizes, and {@link
   * Replay} traces each new size when it occurs. The outputs belong to the caller and are never
   * written to again.
   *
   * <p>Each run checks everything that the call depended on: the mode of each module, the children,
   * parameters, buffers and other values in their fields, the hooks, and parameters that are
   * overridden, for example inside {@code Functional.call}. It cannot see variables that a lambda
   * captures, static fields, private fields without an accessor, and the fields of other objects;
   * of arrays, collections, maps and atomic variables in fields, up to {@value Contents#MOST}
   * elements are compared. Trace the call again when anything else changes.
   *
   * <p>Between runs, a graph keeps the working memory of its ops, planned for each of the last few
   * shapes ({@link #reserved}); a run allocates little more than its outputs. Thread-safe; runs
   * with the same shape wait for each other.
   *
   * @throws IllegalArgumentException if the inputs are not of the types and sizes that were traced,
   *     or are outside the declared ranges; the message names the input
   * @throws IllegalStateException if the traced call read values of a tensor, drew random numbers,
   *     changed tensors in place or assigned fields, with the path of the module; or if something
   *     that it depended on has changed since; or if an input requires gradients
   */
  public List<Tensor> run(Tensor... inputs) {
    return runs.run(inputs);
  }

  /** The number of bytes that are kept between runs. */
  public long reserved() {
    return runs.bytes();
  }

  /**
   * A copy of this graph for inputs of other sizes, with the resulting types of its values.
   *
   * @throws IllegalArgumentException if these are neither the traced sizes nor within the ranges
   *     declared with {@link Trace#dynamic}
   */
  public Graph at(List<TensorType> inputTypes) {
    return Resizing.of(this, inputTypes);
  }

  /** The sizes of the inputs that may vary, in the order of their declaration. */
  public List<Dim> dims() {
    return open == null ? List.of() : open.dims();
  }

  /** The sizes for which this graph is known to be equivalent to the call. */
  public Coverage coverage() {
    return open == null ? Coverage.TRACED : open.coverage();
  }

  /** The size of one dimension of a value as a formula of {@link #dims}. */
  public Formula size(Value value, int dim) {
    return open == null ? new Formula.Whole(value.tensorType().size(dim)) : open.size(value, dim);
  }

  /**
   * The numeric attributes of the op of a node as formulas of {@link #dims}, by name; an element of
   * a list is named after the attribute and its index: {@code padding.0}. Attributes that are not
   * listed are the same for all sizes.
   */
  public SequencedMap<String, Formula> numbers(Node node) {
    return open == null ? OpenSizes.fixed(node.op()) : open.numbers(node);
  }

  /** The elements of a constant as formulas of {@link #dims}; null if they are always the same. */
  public @Nullable OpenConstant elements(Value.Constant constant) {
    return open == null ? null : open.elements(constant);
  }

  /** The totals of each module and its ops, in the order in which the modules were called. */
  public List<ModuleTotals> modules() {
    return ModuleTotals.of(this);
  }

  /** The floating-point operations of all ops, by {@link dev.forja.op.Op#flops}. */
  public long flops() {
    return nodes.stream().mapToLong(Node::flops).sum();
  }

  /** The number of bytes that ops write; views do not count. */
  public long bytes() {
    return nodes.stream().mapToLong(Node::bytes).sum();
  }

  /** The number of trained values that ops use, each counted once. */
  public long parameters() {
    return state().stream()
        .filter(Value.State::isParameter)
        .mapToLong(state -> state.tensor().count())
        .sum();
  }

  /** As a graph for Graphviz, modules as nested clusters: {@code dot -Tsvg}. */
  public String graphviz() {
    return DotText.of(this);
  }

  /** As a flow chart for Mermaid, modules as nested subgraphs. */
  public String mermaid() {
    return MermaidText.of(this);
  }

  /**
   * A table of the ops: path, op, shapes, parameters and floating-point operations of each; and one
   * of the gradients, if there were any.
   */
  @Override
  public String toString() {
    return GraphText.ops(this);
  }

  /** A table of the modules, with the totals of their own ops and of all modules below them. */
  public String moduleTable() {
    return GraphText.modules(this);
  }
}
