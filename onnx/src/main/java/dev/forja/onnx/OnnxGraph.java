package dev.forja.onnx;

import dev.forja.CallArgs;
import dev.forja.Entry;
import dev.forja.Hooks;
import dev.forja.module.NeuralModule;
import dev.forja.onnx.operators.OnnxValue;
import dev.forja.spi.StateVisitor;
import dev.forja.spi.TensorMapper;
import dev.forja.tensor.ElementLimit;
import dev.forja.tensor.Tensor;
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
    Frame frame = program.frame(null);
    program.inputs().forEach((name, slot) -> frame.put(slot, values.get(name)));
    for (Item item : program.items()) {
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

  /**
   * The operators that run in a call, with the number of their nodes, those in branches and loops
   * left out. Operators with {@code forja.} before their name stand for several nodes of the file;
   * see {@link OnnxOptions}.
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
