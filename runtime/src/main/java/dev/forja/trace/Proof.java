package dev.forja.trace;

import dev.forja.array.Storage;
import dev.forja.op.TensorType;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.OpListener;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Determines how a call depends on sizes. It traces the call without values at many sizes, finds a
 * formula for each number that varies, and compares the values of the graph with those of the call.
 */
final class Proof {
  /** The number of sizes at which values are compared. */
  private static final int COMPARED = 20;

  private final Function<? super List<Tensor>, ? extends @Nullable Object> call;
  private final Function<? super int[], ? extends List<Tensor>> inputs;
  private final List<Dim> dims;

  Proof(
      Function<? super List<Tensor>, ? extends @Nullable Object> call,
      Function<? super int[], ? extends List<Tensor>> inputs,
      List<Dim> dims) {
    this.call = call;
    this.inputs = inputs;
    this.dims = dims;
    Set<String> names = new HashSet<>();
    for (Dim dim : dims) {
      if (!names.add(dim.name())) {
        throw new IllegalArgumentException("two sizes are called '" + dim.name() + "'");
      }
    }
    if (OpListener.current() != null) {
      throw new IllegalStateException(
          "a trace or a profile is already under way on this thread: end it before another begins");
    }
  }

  Graph graph() {
    return NoGrad.call(this::proven);
  }

  private Graph proven() {
    int[] least = dims.stream().mapToInt(Dim::least).toArray();
    List<int[]> points = Sampling.of(dims, Samples.constantsOf(traced(least).graph));
    Traced first = traced(points.getFirst());
    Graph base = first.graph;
    Samples samples = new Samples(dims, base, first.trained);
    for (int[] point : points) {
      Traced traced = traced(point);
      samples.add(point, traced.graph, traced.trained);
    }
    OpenSizes open = samples.fitted();
    for (int place = 0; place < dims.size(); place++) {
      var _ = open.place(place); // rejects a size that no input has
    }
    Graph graph = base.with(open);
    for (int[] point : Sampling.some(points, COMPARED)) {
      compare(graph, point);
    }
    return graph;
  }

  private List<Tensor> inputs(int[] point) {
    return List.copyOf(inputs.apply(point.clone()));
  }

  /** A trace, and the storages of what it took beside its inputs that can be trained. */
  private record Traced(Graph graph, Set<Storage> trained) {}

  /** Traces the call on tensors without values. */
  private Traced traced(int[] point) {
    List<Tensor> shapes = inputs(point).stream().map(ShapeRecorder::withoutValues).toList();
    ShapeRecorder recorder = ShapeRecorder.of(shapes);
    Graph graph;
    try {
      graph = Trace.quietly(recorder, () -> call.apply(shapes));
    } catch (RuntimeException error) {
      throw new IllegalArgumentException(
          "the call at %s, traced without values: %s"
              .formatted(Sampling.show(dims, point), error.getMessage()),
          error);
    }
    if (!graph.notes().isEmpty()) {
      throw new IllegalArgumentException(
          "the call at %s does what no graph can follow: %s"
              .formatted(Sampling.show(dims, point), graph.notes().getFirst()));
    }
    return new Traced(graph, recorder.trained());
  }

  /** Compares the values of the graph with those of the call. */
  private void compare(Graph graph, int[] point) {
    List<Tensor> given = inputs(point);
    List<TensorType> types = given.stream().map(each -> TensorType.of(each.array())).toList();
    FirstRun run = new FirstRun(graph.at(types), given.stream().map(Tensor::array).toList());
    List<Tensor> actual = run.outputs().stream().map(Tensor::of).toList();
    Recorder recorder = Recorder.of(given);
    @Nullable Object[] result = new @Nullable Object[1];
    var _ = Trace.quietly(recorder, () -> result[0] = call.apply(given));
    List<Tensor> expected = recorder.outputs(result[0]);
    for (int i = 0; i < expected.size(); i++) {
      Tensor one = actual.get(i);
      Tensor two = expected.get(i);
      if (!Arrays.equals(one.shape(), two.shape())
          || !Arrays.equals(one.toFloats(), two.toFloats())) {
        throw new IllegalArgumentException(
            "at %s the graph gives other values than the call, as output %d: something that the"
                    .formatted(Sampling.show(dims, point), i)
                + " call does is not seen by a trace, such as numbers that it computes from"
                + " fields");
      }
    }
  }
}
