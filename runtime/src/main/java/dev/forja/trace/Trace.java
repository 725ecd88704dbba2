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
 * other threads, and calls before and after, are not slower for it.
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
