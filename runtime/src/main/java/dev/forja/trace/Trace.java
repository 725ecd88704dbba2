package dev.forja.trace;

import dev.forja.Calls;
import dev.forja.Entry;
import dev.forja.HookHandle;
import dev.forja.HookScope;
import dev.forja.ThrowingCallable;
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
 * Only the body is recorded, on its thread and in tasks wrapped with {@link Calls#carry}; other
 * threads, and calls before and after, are not slowed down. Thread-safe.
 */
public final class Trace {
  private static final System.Logger LOG = System.getLogger(Trace.class.getName());

  private Trace() {}

  /**
   * Runs {@code body} and returns its graph. Its inputs are the tensors in the arguments of the
   * outermost calls of modules, unless an op of the body created them or they belong to a module.
   * Its outputs are the tensors in the result of the body; if there are none, those in the results
   * of the outermost calls. Events that a trace cannot follow are logged, and listed in {@link
   * Graph#notes}.
   *
   * @throws X what {@code body} throws
   */
  public static <T extends @Nullable Object, X extends Exception> Graph record(
      ThrowingCallable<? extends T, X> body) throws X {
    return record(new Recorder(null), body);
  }

  /**
   * As {@link #record(ThrowingCallable)}, with these inputs, in this order, under these names;
   * every other tensor that was not created by an op and does not belong to a module is a constant.
   *
   * @throws X what {@code body} throws
   */
  public static <T extends @Nullable Object, X extends Exception> Graph record(
      SequencedMap<String, ? extends Tensor> inputs, ThrowingCallable<? extends T, X> body)
      throws X {
    return record(new Recorder(new LinkedHashMap<>(inputs)), body);
  }

  /**
   * Traces a call for all sizes in given ranges, and checks that the graph is equivalent to the
   * call.
   *
   * <pre>{@code
   * Graph graph = Trace.dynamic(
   *     inputs -> model.call(inputs.get(0), inputs.get(1)),
   *     sizes -> List.of(ids(sizes[0], sizes[1]), mask(sizes[0], sizes[1])),
   *     Dim.of("batch", 1, 64),
   *     Dim.of("length", 1, 512));
   * }</pre>
   *
   * The call runs on tensors with shapes but no values: at every combination of sizes if there are
   * at most 4,096, otherwise at a sample of them: all sizes of each range up to 512 with the others
   * fixed, and combinations of small and large sizes, primes, powers of two, and sizes near each
   * number in the call; {@link Graph#coverage} tells which. For each number that varies, in an
   * attribute, a constant or a shape, a {@link Formula} is determined that holds at all of these
   * sizes. Then the values of the graph and of the call are compared at about 20 of them, with the
   * inputs that {@code inputs} creates.
   *
   * @param call the call, which passes the tensors of {@code inputs}, in this order, to the model
   * @param inputs creates inputs of given sizes, in the order of {@code dims}; each size must be
   *     that of a dimension of an input
   * @param dims the sizes that vary, with their ranges
   * @throws IllegalArgumentException if the call reads values, draws random numbers or changes
   *     tensors; if it runs other ops at some sizes, with the sizes between which it changes; if
   *     there is no formula for a number, or two that differ at sizes that were not traced, with
   *     the op, its path, and the observed values
   */
  public static Graph dynamic(
      Function<? super List<Tensor>, ? extends @Nullable Object> call,
      Function<? super int[], ? extends List<Tensor>> inputs,
      Dim... dims) {
    return new Proof(call, inputs, List.of(dims)).graph();
  }

  private static <T extends @Nullable Object, X extends Exception> Graph record(
      Recorder recorder, ThrowingCallable<? extends T, X> body) throws X {
    Graph graph = quietly(recorder, body);
    for (Note note : graph.notes()) {
      LOG.log(Level.WARNING, "a trace cannot follow this: {0}", note);
    }
    return graph;
  }

  /** Runs the body in a scope, which throws only the exceptions of {@code body}. */
  @SuppressWarnings("unchecked")
  static <T extends @Nullable Object, X extends Exception> Graph quietly(
      Recorder recorder, ThrowingCallable<? extends T, X> body) throws X {
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
