package dev.forja.trace;

import dev.forja.array.NdArray;
import dev.forja.op.TensorType;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Gives the tensors of a trace their places in a graph. */
final class GraphBuilder {
  private final State state;
  private final Map<NdArray, Value> byArray = new IdentityHashMap<>();
  private final List<Value> values = new ArrayList<>();
  private final List<Boolean> depends = new ArrayList<>();
  private final List<Value.Input> inputs = new ArrayList<>();
  private final List<Value> outputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();

  GraphBuilder(State state) {
    this.state = state;
  }

  boolean isState(NdArray array) {
    return state.at(array) != null;
  }

  void input(NdArray array) {
    add("input" + inputs.size(), array);
  }

  void input(String name, Tensor tensor) {
    add(name, tensor.array());
  }

  private void add(String name, NdArray array) {
    if (byArray.get(array) instanceof Value.Input same) {
      throw new IllegalArgumentException(
          "the inputs '%s' and '%s' of the trace are one tensor: give it once"
              .formatted(same.name(), name));
    }
    Value.Input input = new Value.Input(values.size(), name, TensorType.of(array));
    inputs.add(input);
    put(array, input, true);
  }

  private void put(NdArray array, Value value, boolean depending) {
    values.add(value);
    depends.add(depending);
    byArray.put(array, value);
  }

  private Value value(NdArray array) {
    Value known = byArray.get(array);
    if (known != null) {
      return known;
    }
    State.Named named = state.at(array);
    Value value =
        named == null
            ? new Value.Constant(values.size(), Tensor.of(array))
            : new Value.State(values.size(), named.name(), named.tensor());
    put(array, value, named != null);
    return value;
  }

  /** Whether an op outside of all modules takes a constant. */
  boolean hasConstantsOutside() {
    return nodes.stream()
        .filter(node -> node.call() == null)
        .flatMap(node -> node.inputs().stream())
        .anyMatch(Value.Constant.class::isInstance);
  }

  /** Whether a tensor depends on an input or on the state of a module. */
  boolean depends(NdArray array) {
    Value value = byArray.get(array);
    return value == null ? isState(array) : depends.get(value.id());
  }

  void node(Recorder.Run run) {
    List<Value> taken = new ArrayList<>();
    boolean depending = false;
    for (NdArray input : run.inputs()) {
      Value value = value(input);
      taken.add(value);
      depending |= depends.get(value.id());
    }
    List<Value.Result> given = new ArrayList<>();
    for (NdArray array : run.outputs()) {
      boolean view = Arrays.stream(run.inputs()).anyMatch(in -> in.storage() == array.storage());
      Value.Result result =
          new Value.Result(values.size(), TensorType.of(array), nodes.size(), given.size(), view);
      given.add(result);
      put(array, result, depending);
    }
    nodes.add(new Node(nodes.size(), run.op(), taken, given, run.call(), run.byHook()));
  }

  void output(NdArray array) {
    outputs.add(value(array));
  }

  Graph graph(
      List<GradientNode> gradients,
      List<ModuleCall> calls,
      List<Note> notes,
      Dependencies dependencies) {
    return new Graph(nodes, values, inputs, outputs, gradients, calls, notes, dependencies, null);
  }
}
