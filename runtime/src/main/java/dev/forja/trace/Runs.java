package dev.forja.trace;

import dev.forja.array.NdArray;
import dev.forja.op.TensorType;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.OpListener;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a graph repeatedly, with a {@link Plan} for each of the most recently used shapes of its
 * inputs.
 */
final class Runs {
  /** The number of shapes whose plans are kept. */
  private static final int PLANS = 8;

  private final Graph graph;
  private final Map<List<TensorType>, Plan> plans =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<TensorType>, Plan> eldest) {
          return size() > PLANS;
        }
      };

  Runs(Graph graph) {
    this.graph = graph;
  }

  List<Tensor> run(Tensor... inputs) {
    refuseWhatWouldDiffer();
    List<NdArray> arrays = new ArrayList<>(inputs.length);
    List<TensorType> types = new ArrayList<>(inputs.length);
    boolean recording = !NoGrad.isActive();
    for (Tensor input : inputs) {
      if (recording && input.requiresGrad()) {
        throw new IllegalStateException(
            "an input %s of the graph wants gradients, and a graph gives none: call the model, or"
                    .formatted(input.array())
                + " run the graph inside of NoGrad");
      }
      arrays.add(input.array());
      types.add(TensorType.of(input.array()));
    }
    Plan plan = plan(types);
    List<NdArray> outputs;
    if (plan == null) {
      FirstRun run = new FirstRun(graph.at(types), arrays);
      outputs = run.outputs();
      keep(types, new Plan(run));
    } else {
      outputs = plan.run(arrays);
    }
    return outputs.stream().map(Tensor::of).toList();
  }

  private synchronized @Nullable Plan plan(List<TensorType> types) {
    return plans.get(types);
  }

  private synchronized void keep(List<TensorType> types, Plan plan) {
    plans.put(types, plan);
  }

  synchronized long bytes() {
    return plans.values().stream().mapToLong(Plan::bytes).sum();
  }

  private void refuseWhatWouldDiffer() {
    if (!graph.notes().isEmpty()) {
      throw new IllegalStateException(
          "this graph cannot be run again: " + graph.notes().getFirst());
    }
    String change = graph.dependencies().change();
    if (change != null) {
      throw new IllegalStateException(
          "since this graph was traced "
              + change
              + ", so that a call would do something else: trace it again, or use Replay.of(model),"
              + " which does that by itself");
    }
    if (OpListener.current() != null) {
      throw new IllegalStateException(
          "a graph is run inside a trace or a profile, which does not hear it: call the module");
    }
  }
}
