package dev.forja.trace;

import java.util.List;

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
  private final List<ModuleCall> calls;
  private final List<Note> notes;
  private final HooksTaken hooks;

  Graph(
      List<Node> nodes,
      List<Value> values,
      List<Value.Input> inputs,
      List<Value> outputs,
      List<ModuleCall> calls,
      List<Note> notes,
      HooksTaken hooks) {
    this.nodes = List.copyOf(nodes);
    this.values = List.copyOf(values);
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.calls = List.copyOf(calls);
    this.notes = List.copyOf(notes);
    this.hooks = hooks;
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

  private <V extends Value> List<V> all(Class<V> kind) {
    return values.stream().filter(kind::isInstance).map(kind::cast).toList();
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

  /** What each module and its ops did and took, in the order in which the modules were called. */
  public List<ModuleTotals> modules() {
    return ModuleTotals.of(this);
  }

  /** The floating-point operations of all ops, by {@link Flops}. */
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

  /** A table of the ops: path, op, shapes, parameters and floating-point operations of each. */
  @Override
  public String toString() {
    return GraphText.ops(this);
  }

  /** A table of the modules, their own ops and with all below them. */
  public String moduleTable() {
    return GraphText.modules(this);
  }
}
