package dev.forja.trace;

import dev.forja.Calls;
import dev.forja.Entry;
import dev.forja.HookHandle;
import dev.forja.HookScope;
import dev.forja.tensor.OpListener;
import dev.forja.tensor.Tensor;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records the ops of a call as a {@link Graph}.
 *
 * <pre>{@code
 * Graph graph = Trace.record(() -> model.call(images));
 * System.out.println(graph);
 * }</pre>
 *
 * Only what the body does is heard, on its thread and in tasks wrapped by {@link Calls#carry};
 * other threads, and calls before and after, are not slower for it. Safe for use by several
 * threads.
 */
public final class Trace {
  private static final System.Logger LOG = System.getLogger(Trace.class.getName());

  private Trace() {}

  /**
   * Runs {@code body} and gives the graph of it. Its inputs are the tensors in the arguments of the
   * outermost calls of modules, unless an op of the body made them or they belong to a module. Its
   * outputs are the tensors in the result of the body; if there are none, those in the results of
   * the outermost calls. What a trace cannot follow is logged, and stands in {@link Graph#notes}.
   *
   * @throws X what {@code body} throws
   */
  public static <T extends @Nullable Object, X extends Exception> Graph record(
      ScopedValue.CallableOp<? extends T, X> body) throws X {
    return record(new Recorder(null), body);
  }

  /**
   * As {@link #record(ScopedValue.CallableOp)}, with these inputs, in this order, under these
   * names; every other tensor that no op made and no module owns is a constant.
   *
   * @throws X what {@code body} throws
   */
  public static <T extends @Nullable Object, X extends Exception> Graph record(
      SequencedMap<String, ? extends Tensor> inputs, ScopedValue.CallableOp<? extends T, X> body)
      throws X {
    return record(new Recorder(new LinkedHashMap<>(inputs)), body);
  }

  /**
   * Traces a call for all sizes in ranges, and proves that the graph does what the call does.
   *
   * <pre>{@code
   * Graph graph = Trace.dynamic(
   *     inputs -> model.call(inputs.get(0), inputs.get(1)),
   *     sizes -> List.of(ids(sizes[0], sizes[1]), mask(sizes[0], sizes[1])),
   *     Dim.of("batch", 1, 64),
   *     Dim.of("length", 1, 512));
   * }</pre>
   *
   * The call runs on tensors that have shapes and no values, at every combination of sizes if there
   * are not more than 4,096, else at a sample of them: all sizes of each range up to 512 with the
   * others held, and combinations of small and large sizes, primes, powers of two, and those around
   * each number that the call holds; {@link Graph#coverage} says which it was. For each number that
   * varies, be it in an attribute, a constant or a shape, a {@link Formula} is found that gives it
   * at all of these sizes. Then the values of graph and call are compared at some 20 of them, for
   * inputs of the values that {@code inputs} makes.
   *
   * @param call the call: the same tensors are given to the model, in the order of {@code inputs}
   * @param inputs makes inputs of given sizes, in the order of {@code dims}; each of the sizes must
   *     be one of a dimension of them
   * @param dims the sizes that vary, with their ranges
   * @throws IllegalArgumentException if the call reads values, draws numbers or changes tensors; if
   *     it does other ops at some sizes, with those between which it changes; if a number follows
   *     from the sizes by no formula, or by two that differ at sizes not traced, with the op, its
   *     path, and the values seen
   */
  public static Graph dynamic(
      Function<? super List<Tensor>, ? extends @Nullable Object> call,
      Function<? super int[], ? extends List<Tensor>> inputs,
      Dim... dims) {
    return new Proof(call, inputs, List.of(dims)).graph();
  }

  private static <T extends @Nullable Object, X extends Exception> Graph record(
      Recorder recorder, ScopedValue.CallableOp<? extends T, X> body) throws X {
    Graph graph = quietly(recorder, body);
    for (Note note : graph.notes()) {
      LOG.log(Level.WARNING, "a trace cannot follow this: {0}", note);
    }
    return graph;
  }

  /** A scope throws what its body throws: nothing but what {@code body} may throw. */
  @SuppressWarnings("unchecked")
  static <T extends @Nullable Object, X extends Exception> Graph quietly(
      Recorder recorder, ScopedValue.CallableOp<? extends T, X> body) throws X {
    HookScope scope =
        OpListener.scope(recorder)
            .and(HookScope.on(Entry.any()).observeForwardPre(recorder::begins))
            .and(HookScope.on(Entry.any()).registerFinallyHook(recorder::ended));
    List<HookHandle> scoped = HookScope.active();
    try {
      return recorder.graph(scope.call(body::call), scoped);
    } catch (Exception error) {
      throw (X) error;
    }
  }
}
