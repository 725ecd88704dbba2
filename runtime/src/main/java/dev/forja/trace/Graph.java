package dev.forja.trace;

import dev.forja.op.TensorType;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a call did, as {@link Trace} recorded it: ops in order of execution, each under the module
 * call that issued it, and the values that they took and gave. Immutable; parameters and buffers in
 * it are the live ones.
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

  /** What the graph is run on, in order. */
  public List<Value.Input> inputs() {
    return inputs;
  }

  /** What the graph gives, in order. */
  public List<Value> outputs() {
    return outputs;
  }

  /** The parameters and buffers that ops took, each once, in order of use. */
  public List<Value.State> state() {
    return all(Value.State.class);
  }

  /** The tensors that are part of the graph. */
  public List<Value.Constant> constants() {
    return all(Value.Constant.class);
  }

  /** The same calls with other nodes and values. */
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

  /** This graph with sizes that were proven to be open. */
  Graph with(OpenSizes sizes) {
    return new Graph(nodes, values, inputs, outputs, gradients, calls, notes, dependencies, sizes);
  }

  /** What is known of other sizes; null of a graph that runs on those traced alone. */
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
   * the module call whose forward issued the op; none for a trace of calls alone.
   */
  public List<GradientNode> gradients() {
    return gradients;
  }

  /** The calls of modules in the order in which they began, those without ops included. */
  public List<ModuleCall> calls() {
    return calls;
  }

  /** What the trace could not follow; replay and export say which of these they refuse. */
  public List<Note> notes() {
    return notes;
  }

  /** The hooks that the call ran under, and where each was: on a module, a scope, the process. */
  public List<String> hooks() {
    return dependencies.hooks().names();
  }

  /**
   * How the hooks that a call here and now would run under differ from {@link #hooks}: {@code +
   * name} for one that came, {@code - name} for one that is gone.
   */
  public List<String> hookChanges() {
    return dependencies.hooks().changes();
  }

  /**
   * Computes the outputs for other inputs, as the traced call would: by the same ops, without
   * gradients, with the parameters and buffers that the modules have now. The inputs have the types
   * and sizes of those traced; {@link Trace#dynamic} gives graphs that run on ranges of sizes, and
   * {@link Replay} traces each size when it comes. Each of the outputs is the caller's own, never
   * written to again.
   *
   * <p>At each run a graph compares what the call depended on: the mode of each module, the
   * children, parameters and buffers in their fields, the hooks, and parameters that are replaced
   * as inside of {@code Functional.call}. It cannot see fields of other types, such as a number or
   * a plain tensor that a model assigns anew, nor static ones: trace the call again when they
   * change.
   *
   * <p>Between runs a graph keeps the memory that its ops work in, planned ahead for each of the
   * last few shapes ({@link #reserved}); a run allocates hardly more than its outputs. Safe for use
   * by several threads; runs with one shape wait for each other.
   *
   * @throws IllegalArgumentException if the inputs are not of the types and sizes that were traced,
   *     or outside of the ranges that were declared, with the input
   * @throws IllegalStateException if the traced call drew random numbers or changed tensors in
   *     place, with the path of the module; or if something that it depended on has changed since;
   *     or if an input wants gradients
   */
  public List<Tensor> run(Tensor... inputs) {
    return runs.run(inputs);
  }

  /** The bytes that are kept between runs. */
  public long reserved() {
    return runs.bytes();
  }

  /**
   * This graph for inputs of other sizes: with the types that its values then have.
   *
   * @throws IllegalArgumentException if these are not the sizes that were traced, nor within ranges
   *     that were declared by {@link Trace#dynamic}
   */
  public Graph at(List<TensorType> inputTypes) {
    return Resizing.of(this, inputTypes);
  }

  /** The sizes of the inputs that may vary, in the order of their declaration. */
  public List<Dim> dims() {
    return open == null ? List.of() : open.dims();
  }

  /** For which sizes this graph is known to do what the call does. */
  public Coverage coverage() {
    return open == null ? Coverage.TRACED : open.coverage();
  }

  /** How the size of one dimension of a value follows from {@link #dims}. */
  public Formula size(Value value, int dim) {
    return open == null ? new Formula.Whole(value.tensorType().size(dim)) : open.size(value, dim);
  }

  /**
   * How the numbers among the attributes of the op of a node follow from {@link #dims}, by name; a
   * number of a list stands under the name of the attribute and its place: {@code padding.0}. What
   * is not here is the same for all sizes.
   */
  public SequencedMap<String, Formula> numbers(Node node) {
    return open == null ? OpenSizes.fixed(node.op()) : open.numbers(node);
  }

  /** How the elements of a constant follow from {@link #dims}; null if they are always the same. */
  public @Nullable OpenConstant elements(Value.Constant constant) {
    return open == null ? null : open.elements(constant);
  }

  /** What each module and its ops did and took, in the order in which the modules were called. */
  public List<ModuleTotals> modules() {
    return ModuleTotals.of(this);
  }

  /** The floating-point operations of all ops, by {@link dev.forja.op.Op#flops}. */
  public long flops() {
    return nodes.stream().mapToLong(Node::flops).sum();
  }

  /** The bytes of what ops wrote; views are not written. */
  public long bytes() {
    return nodes.stream().mapToLong(Node::bytes).sum();
  }

  /** The number of trained values that ops took, each once. */
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

  /** A table of the modules, their own ops and with all below them. */
  public String moduleTable() {
    return GraphText.modules(this);
  }
}
