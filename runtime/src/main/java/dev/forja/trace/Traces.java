package dev.forja.trace;

import dev.forja.array.NdArray;
import dev.forja.op.TensorType;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.OpListener;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.ParameterOverride;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A model, and its traces for the most recently used types of inputs. */
final class Traces {
  /** The number of traces that are kept. */
  static final int SIGNATURES = 16;

  /**
   * A trace.
   *
   * @param repeatable whether its graph may run instead of the model
   * @param settling whether the call only assigned fields, as a model does that computes a table at
   *     its first call, so that the next call may be repeatable
   * @param parameters the parameters that its ops took
   */
  private record Traced(
      Graph graph, boolean repeatable, boolean settling, List<Parameter> parameters) {
    boolean wantsGradients() {
      if (!NoGrad.isActive()) {
        for (Parameter parameter : parameters) {
          if (parameter.requiresGrad()) {
            return true;
          }
        }
      }
      return false;
    }
  }

  private final Function<? super List<Tensor>, ? extends List<Tensor>> model;
  private final Map<List<TensorType>, Traced> traces =
      new LinkedHashMap<>(32, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<TensorType>, Traced> eldest) {
          return size() > SIGNATURES;
        }
      };

  Traces(Function<? super List<Tensor>, ? extends List<Tensor>> model) {
    this.model = model;
  }

  List<Tensor> call(List<Tensor> inputs) {
    if (isOnTheOrdinaryRoad(inputs)) {
      return model.apply(inputs);
    }
    List<TensorType> types = new ArrayList<>(inputs.size());
    for (Tensor input : inputs) {
      types.add(TensorType.of(input.array()));
    }
    Traced trace = get(types);
    if (trace == null || trace.graph.dependencies().changeBesideHooks() != null) {
      return traced(types, inputs, true);
    }
    if (trace.settling) {
      return traced(types, inputs, false);
    }
    boolean otherHooks = !trace.graph.hookChanges().isEmpty();
    if (otherHooks && !trace.graph.hooks().isEmpty()) {
      return traced(types, inputs, true); // hooks were removed: there may be no listener any more
    }
    if (!trace.repeatable || otherHooks || trace.wantsGradients()) {
      return model.apply(inputs);
    }
    return trace.graph.run(inputs.toArray(Tensor[]::new));
  }

  private static boolean isOnTheOrdinaryRoad(List<Tensor> inputs) {
    if (OpListener.current() != null || !ParameterOverride.current().isEmpty()) {
      return true;
    }
    if (!NoGrad.isActive()) {
      for (Tensor input : inputs) {
        if (input.requiresGrad()) {
          return true;
        }
      }
    }
    return false;
  }

  private synchronized @Nullable Traced get(List<TensorType> types) {
    return traces.get(types);
  }

  private synchronized void keep(List<TensorType> types, Traced trace) {
    traces.put(types, trace);
  }

  /**
   * Calls the model and keeps the trace of the call.
   *
   * @param first whether the call may settle
   */
  private List<Tensor> traced(List<TensorType> types, List<Tensor> inputs, boolean first) {
    // New views of the same values, so that a tensor that the model holds is not mistaken for an
    // input.
    List<Tensor> looks = inputs.stream().map(Traces::look).toList();
    List<List<Tensor>> results = new ArrayList<>();
    Graph graph =
        Trace.quietly(
            Recorder.of(looks),
            () -> {
              results.add(model.apply(looks));
              return results.getFirst();
            });
    boolean settling =
        first
            && !graph.notes().isEmpty()
            && graph.notes().stream().allMatch(note -> note.kind() == Note.Kind.ASSIGN);
    boolean repeatable =
        graph.notes().isEmpty()
            && graph.hooks().isEmpty()
            && graph.outputs().size() == results.getFirst().size();
    List<Parameter> parameters =
        graph.state().stream()
            .map(Value.State::tensor)
            .filter(Parameter.class::isInstance)
            .map(Parameter.class::cast)
            .toList();
    keep(types, new Traced(graph, repeatable, settling, parameters));
    return results.getFirst();
  }

  private static Tensor look(Tensor input) {
    NdArray array = input.array();
    return Tensor.of(NdArray.view(array.storage(), array.shape(), array.strides(), array.offset()));
  }
}
