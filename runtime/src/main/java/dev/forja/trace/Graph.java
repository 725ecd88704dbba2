package dev.forja.trace;

import dev.forja.op.TensorType;
import dev.forja.tensor.Tensor;
import java.util.List;
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
  private final HookSnapshot hooks;
  private final @Nullable Joined joined;
  private final Replay replay = new Replay(this);

  Graph(
      List<Node> nodes,
      List<Value> values,
      List<Value.Input> inputs,
      List<Value> outputs,
      List<GradientNode> gradients,
      List<ModuleCall> calls,
      List<Note> notes,
      HookSnapshot hooks,
      @Nullable Joined joined) {
    this.nodes = List.copyOf(nodes);
    this.values = List.copyOf(values);
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.gradients = List.copyOf(gradients);
    this.calls = List.copyOf(calls);
    this.notes = List.copyOf(notes);
    this.hooks = hooks;
    this.joined = joined;
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
        hooks,
        joined);
  }

  /** What another trace says of other sizes; null if there is none. */
  @Nullable Joined joined() {
    return joined;
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
    return hooks.names();
  }

  /**
   * How the hooks that a call here and now would run under differ from {@link #hooks}: {@code +
   * name} for one that came, {@code - name} for one that is gone.
   */
  public List<String> hookChanges() {
    return hooks.changes();
  }

  /**
   * Computes the outputs for other inputs, as the traced call would: by the same ops, without
   * gradients, with the parameters and buffers that the modules have now. The inputs have the types
   * of those traced, or other sizes where {@link #at} allows. Each of the outputs is the caller's
   * own, never written to again.
   *
   * <p>Between runs a graph keeps the memory that its ops work in, planned ahead for each of the
   * last few shapes ({@link #reserved}); a run allocates hardly more than its outputs. Runs on
   * several threads with one shape wait for each other.
   *
   * @throws IllegalArgumentException if the inputs do not fit, with the op that says so
   * @throws IllegalStateException if the traced call drew random numbers or changed tensors in
   *     place, with the path of the module; or if the hooks have changed since
   */
  public List<Tensor> run(Tensor... inputs) {
    return replay.run(inputs);
  }

  /** The bytes that are kept between runs. */
  public long reserved() {
    return replay.bytes();
  }

  /**
   * This graph for inputs of other sizes: with the types that its values then have.
   *
   * @throws IllegalArgumentException if the inputs do not fit, or if an op was traced with a size
   *     that may be one of those that differ
   */
  public Graph at(List<TensorType> inputTypes) {
    return Resizing.of(this, inputTypes);
  }

  /**
   * This graph for all sizes in which another trace of the same call differs: those of a batch, of
   * a sequence. What is the same in both traces stays; what differs, be it in an attribute or a
   * constant, must follow from the sizes in one way. So nothing is guessed that {@link #at} could
   * only guess. Good sizes are primes.
   *
   * <pre>{@code
   * Graph graph = Trace.record(() -> model.call(ids(2, 5)))
   *     .joinedWith(Trace.record(() -> model.call(ids(3, 7))));
   * }</pre>
   *
   * @throws IllegalArgumentException if the traces did different things, or if something does not
   *     follow from the sizes, with the op that it is of
   */
  public Graph joinedWith(Graph other) {
    return new Graph(
        nodes, values, inputs, outputs, gradients, calls, notes, hooks, new Joined(this, other));
  }

  /** The dimensions of the inputs that may be of any size; none but for a joined graph. */
  public List<DynamicSize> dynamicSizes() {
    return joined == null ? List.of() : List.copyOf(joined.places());
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
