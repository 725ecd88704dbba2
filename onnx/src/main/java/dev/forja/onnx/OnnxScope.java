package dev.forja.onnx;

import dev.forja.CallArgs;
import dev.forja.Entry;
import dev.forja.Hooks;
import dev.forja.module.NeuralModule;
import dev.forja.onnx.operators.OnnxValue;
import dev.forja.spi.StateVisitor;
import dev.forja.spi.TensorMapper;
import dev.forja.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The nodes of one scope of a graph: of all those whose names begin with {@code /encoder/layer.0/},
 * say. Hooks, captures, traces and profiles see its call, with the values by their names in the
 * file. It is called by the model that it is part of.
 *
 * <p>Several threads may call the model at once; hooks are thread-safe.
 */
public final class OnnxScope extends NeuralModule {
  /** Identifies the entry {@code call} for scopes, captures and traces. */
  public static final Entry<OnnxScope, Args, SequencedMap<String, Tensor>> CALL =
      Entry.of(OnnxScope.class, "call", (mapper, result) -> Args.mapped(mapper, result));

  private final List<Item> items;
  private final SequencedMap<String, Integer> inputs;
  private final SequencedMap<String, Integer> outputs;
  private final ScopeState state;
  private final Hooks<OnnxScope, Args, SequencedMap<String, Tensor>> callHooks =
      new Hooks<>(this, CALL);

  OnnxScope(
      List<Item> items,
      SequencedMap<String, Integer> inputs,
      SequencedMap<String, Integer> outputs,
      ScopeState state) {
    this.items = List.copyOf(items);
    this.inputs = inputs;
    this.outputs = outputs;
    this.state = state;
    adoptChildren();
  }

  void runIn(Frame frame) {
    if (isQuiet() || !isWatchedHere()) {
      runItems(frame);
      return;
    }
    Args args = new Args(read(frame, inputs));
    write(
        frame,
        outputs,
        callHooks.watch(
            args,
            given -> {
              write(frame, inputs, given.inputs());
              runItems(frame);
              return read(frame, outputs);
            }));
  }

  /** Whether nobody listens to this scope, or anywhere else. */
  boolean isUnseen() {
    return isQuiet();
  }

  List<Item> items() {
    return items;
  }

  private void runItems(Frame frame) {
    for (Item item : items) {
      item.run(frame);
    }
  }

  /** The tensors in these slots; sequences pass by without being seen. */
  private static SequencedMap<String, Tensor> read(Frame frame, Map<String, Integer> slots) {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    slots.forEach(
        (name, slot) -> {
          if (frame.get(slot) instanceof OnnxValue.Single(Tensor tensor)) {
            tensors.put(name, tensor);
          }
        });
    return Collections.unmodifiableSequencedMap(tensors);
  }

  private static void write(Frame frame, Map<String, Integer> slots, Map<String, Tensor> tensors) {
    tensors.forEach(
        (name, tensor) -> {
          Integer slot = slots.get(name);
          if (slot != null) {
            frame.put(slot, OnnxValue.of(tensor));
          }
        });
  }

  /** The hooks of the call. */
  public Hooks<OnnxScope, Args, SequencedMap<String, Tensor>> callHooks() {
    return callHooks;
  }

  @Override
  public void visitState(StateVisitor visitor) {
    state.visit(visitor);
  }

  @Override
  public String typeName() {
    return "OnnxScope";
  }

  /**
   * The tensors that a scope or a model takes, by their names in the file. Immutable, so any thread
   * may read it.
   */
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
      return new Args(mapped(mapper, inputs));
    }

    static SequencedMap<String, Tensor> mapped(
        TensorMapper mapper, SequencedMap<String, Tensor> tensors) {
      SequencedMap<String, Tensor> mapped = new LinkedHashMap<>();
      tensors.forEach((name, tensor) -> mapped.put(name, mapper.map(tensor)));
      return Collections.unmodifiableSequencedMap(mapped);
    }
  }
}
