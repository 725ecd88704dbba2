package dev.forja.trace;

import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import dev.forja.op.Ints;
import dev.forja.op.TensorType;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.OpListener;
import dev.forja.tensor.ParameterOverride;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A model, and its traces for the most recently used types of inputs. */
final class Traces {
  /** The number of traces that are kept. */
  static final int SIGNATURES = 16;

  /** The number of traces after which a call whose traces differ is not traced again. */
  private static final int TRIES = 3;

  /** Whether a graph may run instead of the model. */
  private enum State {
    /** Not yet: another trace must be the same. */
    TRIED,
    /** Yes: two traces in a row were the same. */
    REPEATABLE,
    /** No: the model is called. */
    ORDINARY
  }

  /**
   * A trace.
   *
   * @param tries how many traces in a row were made of these types
   * @param made the storages of its inputs and results
   * @param taken the tensors that its ops took and that none of them made: those that want
   *     gradients may be others at a later call
   */
  private record Traced(
      Graph graph, State state, int tries, Set<Storage> made, List<Tensor> taken) {
    boolean wantsGradients() {
      if (!NoGrad.isActive()) {
        for (Tensor tensor : taken) {
          if (tensor.requiresGrad()) {
            return true;
          }
        }
      }
      return false;
    }
  }

  private final Function<? super List<Tensor>, ? extends List<Tensor>> model;
  private final Map<List<Object>, Traced> traces =
      new LinkedHashMap<>(32, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, Traced> eldest) {
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
    List<Object> signature = signature(inputs);
    Traced trace = get(signature);
    if (trace == null || trace.graph.dependencies().changeBesideHooks() != null) {
      return traced(signature, inputs, null);
    }
    boolean otherHooks = !trace.graph.hookChanges().isEmpty();
    if (otherHooks && !trace.graph.hooks().isEmpty()) {
      return traced(signature, inputs, null); // hooks were removed: there may be no listener left
    }
    if (trace.state == State.ORDINARY || otherHooks || trace.wantsGradients()) {
      return model.apply(inputs);
    }
    if (trace.state == State.TRIED) {
      return traced(signature, inputs, trace);
    }
    return trace.graph.run(inputs.toArray(Tensor[]::new));
  }

  /**
   * What a model can see of its inputs without reading their values: their types, how they lie in
   * memory unless that is the usual way, and whether gradients are recorded.
   */
  private static List<Object> signature(List<Tensor> inputs) {
    List<Object> signature = new ArrayList<>(inputs.size() + 1);
    for (Tensor input : inputs) {
      signature.add(TensorType.of(input.array()));
      if (!input.isContiguous()) {
        signature.add(Ints.of(input.array().strides()));
      }
    }
    signature.add(NoGrad.isActive());
    return signature;
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

  private synchronized @Nullable Traced get(List<Object> signature) {
    return traces.get(signature);
  }

  private synchronized void keep(List<Object> signature, Traced trace) {
    traces.put(signature, trace);
  }

  /**
   * Calls the model and keeps the trace of the call.
   *
   * @param last the trace of the last call with this signature, if nothing has changed since
   */
  private List<Tensor> traced(List<Object> signature, List<Tensor> inputs, @Nullable Traced last) {
    // New views of the same values, so that a tensor that the model holds is not mistaken for an
    // input.
    List<Tensor> looks = inputs.stream().map(Traces::look).toList();
    List<List<Tensor>> results = new ArrayList<>();
    Recorder recorder = Recorder.of(looks);
    Graph graph =
        Trace.quietly(
            recorder,
            () -> {
              results.add(model.apply(looks));
              return results.getFirst();
            });
    int tries = last == null ? 1 : last.tries + 1;
    State state = State.ORDINARY;
    if (graph.hooks().isEmpty() && graph.outputs().size() == results.getFirst().size()) {
      state = state(graph, tries, last);
    }
    keep(
        signature,
        new Traced(graph, state, tries, recorder.storages(looks), recorder.takenBeside(looks)));
    return results.getFirst();
  }

  private static State state(Graph graph, int tries, @Nullable Traced last) {
    boolean settles =
        graph.notes().stream().allMatch(note -> tries == 1 && note.kind() == Note.Kind.ASSIGN);
    if (!settles) {
      return State.ORDINARY;
    }
    if (last != null
        && last.graph.notes().isEmpty()
        && Agreement.holds(last.graph, graph, last.made)) {
      return State.REPEATABLE;
    }
    return tries < TRIES ? State.TRIED : State.ORDINARY;
  }

  private static Tensor look(Tensor input) {
    NdArray array = input.array();
    return Tensor.of(NdArray.view(array.storage(), array.shape(), array.strides(), array.offset()));
  }
}
