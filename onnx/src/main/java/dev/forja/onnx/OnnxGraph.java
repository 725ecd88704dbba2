package dev.forja.onnx;

import dev.forja.CallArgs;
import dev.forja.Entry;
import dev.forja.Hooks;
import dev.forja.module.NeuralModule;
import dev.forja.onnx.operators.OnnxValue;
import dev.forja.spi.StateVisitor;
import dev.forja.spi.TensorMapper;
import dev.forja.tensor.ElementLimit;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.OpListener;
import dev.forja.tensor.ParameterOverride;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A graph from an ONNX file, read by {@link OnnxModel}, as a module: it is called with tensors by
 * name, and gives tensors by name.
 *
 * <pre>{@code
 * OnnxGraph model = OnnxModel.load(Path.of("model.onnx"));
 * Tensor logits = model.call(Map.of("input_ids", ids, "attention_mask", mask)).get("logits");
 * }</pre>
 *
 * <p>Initializers of floats are parameters, under their names in the file; they require no
 * gradients until {@link #requiresGrad} asks for them. The scopes in the names of nodes, as in
 * {@code /encoder/layer.0/MatMul}, are modules with paths, so hooks and captures reach them. The
 * model is in evaluation mode.
 *
 * <p>Tensors of float16, bfloat16 and double are computed in float32. Operators with random numbers
 * draw them from the current generator of this thread.
 *
 * <p>Several threads may call it at once, as long as its state does not change.
 */
public final class OnnxGraph extends NeuralModule {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<OnnxGraph, Args, SequencedMap<String, Tensor>> CALL =
      Entry.of(OnnxGraph.class, "call", (mapper, result) -> OnnxScope.Args.mapped(mapper, result));

  private final Program program;
  private final ScopeState state;
  private final Pins pins;
  private final @Nullable CallLimit limit;
  private final SequencedMap<String, OnnxTensorType> inputs;
  private final SequencedMap<String, OnnxTensorType> outputs;
  private final List<OnnxScope> scopes = new ArrayList<>();

  /**
   * Whether no node has a graph of its own, whose values would outlive the nodes that need them.
   */
  private final boolean isPlain;

  private final Hooks<OnnxGraph, Args, SequencedMap<String, Tensor>> callHooks =
      new Hooks<>(this, CALL);

  OnnxGraph(
      Program program,
      ScopeState state,
      Pins pins,
      @Nullable CallLimit limit,
      SequencedMap<String, OnnxTensorType> inputs,
      SequencedMap<String, OnnxTensorType> outputs) {
    this.program = program;
    this.state = state;
    this.pins = pins;
    this.limit = limit;
    this.inputs = Collections.unmodifiableSequencedMap(inputs);
    this.outputs = Collections.unmodifiableSequencedMap(outputs);
    isPlain = addScopes(program.items(), scopes);
    adoptChildren();
  }

  /** The inputs that a call must give, in the order of the file. */
  public SequencedMap<String, OnnxTensorType> inputs() {
    return inputs;
  }

  /** The outputs of a call, in the order of the file. */
  public SequencedMap<String, OnnxTensorType> outputs() {
    return outputs;
  }

  /**
   * Runs the graph.
   *
   * @param tensors a tensor for each of the {@link #inputs}
   * @return the outputs by name
   * @throws IllegalArgumentException if an input is missing, unknown or of another type
   * @throws OnnxCallException if a node cannot be computed
   */
  public SequencedMap<String, Tensor> call(Map<String, ? extends Tensor> tensors) {
    SequencedMap<String, Tensor> ordered = new LinkedHashMap<>();
    for (String name : tensors.keySet()) {
      if (!inputs.containsKey(name)) {
        throw new IllegalArgumentException(
            "there is no input '%s': expected %s".formatted(name, inputs));
      }
    }
    inputs.forEach(
        (name, type) -> {
          Tensor tensor = tensors.get(name);
          if (tensor == null) {
            throw new IllegalArgumentException(
                "input '%s' (%s) is missing: expected %s".formatted(name, type, inputs));
          }
          ordered.put(name, type.check(name, tensor));
        });
    if (isQuiet() || !isWatchedHere()) {
      return run(ordered);
    }
    return callHooks.watch(new Args(ordered), args -> run(args.inputs()));
  }

  /**
   * Runs a graph with one input, and gives its first output.
   *
   * @throws IllegalArgumentException if the graph has several inputs, or the tensor does not fit
   * @throws OnnxCallException if a node cannot be computed
   */
  public Tensor call(Tensor input) {
    if (inputs.size() != 1 || outputs.isEmpty()) {
      throw new IllegalArgumentException(
          "the graph has %d inputs and %d outputs: call it with tensors by name, for %s"
              .formatted(inputs.size(), outputs.size(), inputs));
    }
    return call(Map.of(inputs.sequencedKeySet().getFirst(), input)).sequencedValues().getFirst();
  }

  private SequencedMap<String, Tensor> run(Map<String, Tensor> tensors) {
    SequencedMap<String, OnnxValue> values = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> values.put(name, OnnxValue.of(tensor)));
    SequencedMap<String, Tensor> results = new LinkedHashMap<>();
    runValues(values)
        .forEach(
            (name, value) -> {
              if (!(value instanceof OnnxValue.Single(Tensor tensor))) {
                throw new OnnxCallException(
                    "output '%s' is not a tensor, but a sequence or an optional".formatted(name),
                    null);
              }
              results.put(name, tensor);
            });
    return Collections.unmodifiableSequencedMap(results);
  }

  /** Runs the graph on values of any kind. */
  SequencedMap<String, OnnxValue> runValues(Map<String, OnnxValue> values) {
    pins.check();
    return limit == null
        ? runAll(values)
        : ElementLimit.call(limit.of(values.values()), () -> runAll(values));
  }

  private SequencedMap<String, OnnxValue> runAll(Map<String, OnnxValue> values) {
    if (!mayReuse(values.values())) {
      return runIn(program.frame(null), values);
    }
    try (Workspace block = Workspace.open()) {
      SequencedMap<String, OnnxValue> results =
          runIn(program.frame(null, new FrameMemory(block)), values);
      results.values().forEach(value -> FrameMemory.keep(block, value));
      return results;
    }
  }

  /** Whether nobody sees the values inside of the run, or needs them for gradients. */
  private boolean mayReuse(Collection<OnnxValue> values) {
    return isPlain
        && isQuiet()
        && OpListener.current() == null
        && scopes.stream().allMatch(OnnxScope::isUnseen)
        && (NoGrad.isActive()
            || (ParameterOverride.current().isEmpty()
                && values.stream().noneMatch(OnnxGraph::needsGradient)
                && program.first().stream().noneMatch(OnnxGraph::needsGradient)));
  }

  private static boolean needsGradient(@Nullable OnnxValue value) {
    return switch (value) {
      case OnnxValue.Single(Tensor tensor) -> tensor.requiresGrad();
      case OnnxValue.Sequence(var tensors) -> tensors.stream().anyMatch(Tensor::requiresGrad);
      case OnnxValue.Nothing _ -> false;
      case null -> false;
    };
  }

  private SequencedMap<String, OnnxValue> runIn(Frame frame, Map<String, OnnxValue> values) {
    program.inputs().forEach((name, slot) -> frame.put(slot, values.get(name)));
    for (Item item : frame.reuses() ? program.joined() : program.items()) {
      item.run(frame);
    }
    SequencedMap<String, OnnxValue> results = new LinkedHashMap<>();
    for (int i = 0; i < program.outputs().size(); i++) {
      OnnxValue value = frame.get(program.outputs().get(i));
      String name = program.outputNames().get(i);
      if (value == null) {
        throw new OnnxCallException("output '%s' was not computed".formatted(name), null);
      }
      results.put(name, value);
    }
    return results;
  }

  /** Adds the scopes among these parts; whether no node has a graph of its own. */
  private static boolean addScopes(List<Item> items, List<OnnxScope> scopes) {
    boolean plain = true;
    for (Item item : items) {
      switch (item) {
        case Step step -> plain &= step.subgraphs().isEmpty();
        case Item.Scope scope -> {
          scopes.add(scope.scope());
          plain &= addScopes(scope.scope().items(), scopes);
        }
      }
    }
    return plain;
  }

  /**
   * The operators that run in a call, with the number of their nodes, those in branches and loops
   * left out. Operators with {@code forja.} before their name stand for several nodes of the file;
   * see {@link OnnxOptions}. A call that nobody watches, and that needs no gradients, also computes
   * convolutions together with what follows them.
   */
  public SortedMap<String, Integer> operators() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    count(program.items(), counts);
    return Collections.unmodifiableSortedMap(counts);
  }

  private static void count(List<Item> items, Map<String, Integer> counts) {
    for (Item item : items) {
      switch (item) {
        case Step step -> counts.merge(step.node().op(), 1, Integer::sum);
        case Item.Scope scope -> count(scope.scope().items(), counts);
      }
    }
  }

  /** The hooks of the call. */
  public Hooks<OnnxGraph, Args, SequencedMap<String, Tensor>> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {
    state.visit(visitor);
  }

  @Override
  public String typeName() {
    return "OnnxGraph";
  }

  @Override
  protected String extraRepr() {
    return "inputs=%s, outputs=%s".formatted(inputs, outputs);
  }

  /** The tensors that the model takes, by name. Immutable, so any thread may read it. */
  public record Args(SequencedMap<String, Tensor> inputs) implements CallArgs {
    /** Copies the map. */
    public Args {
      inputs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(inputs));
    }

    /** A copy of these arguments with other tensors. */
    public Args withInputs(SequencedMap<String, Tensor> inputs) {
      return new Args(inputs);
    }

    @Override
    public Args mapTensors(TensorMapper mapper) {
      return new Args(OnnxScope.Args.mapped(mapper, inputs));
    }
  }
}
