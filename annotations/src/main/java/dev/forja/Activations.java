package dev.forja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The results of the modules inside a model, captured during one call. Nothing is registered on the
 * model, so captures on several threads are independent, and an exception leaves no hooks behind.
 *
 * <pre>{@code
 * var seen = Activations.capture(model, Selector.of(Linear.CALL), () -> model.call(images));
 * Tensor hidden = seen.at("hidden");
 * Tensor logits = seen.result();
 * }</pre>
 *
 * @param <R> the type of the captured results
 * @param <T> the type of the body's result
 */
public final class Activations<R extends @Nullable Object, T extends @Nullable Object> {
  private final SequencedMap<String, List<R>> byPath;
  private final T result;

  private Activations(SequencedMap<String, List<R>> byPath, T result) {
    this.byPath = byPath;
    this.result = result;
  }

  /**
   * Runs {@code body} and keeps the results of the calls that {@code selector} selects in {@code
   * model} and its descendants, by their paths relative to {@code model}. Exceptions of {@code
   * body} are passed on unchanged.
   */
  public static <R extends @Nullable Object, T extends @Nullable Object, X extends Throwable>
      Activations<R, T> capture(
          Invoker model, Selector<R> selector, ThrowingCallable<? extends T, X> body) throws X {
    SequencedMap<String, List<R>> byPath = new LinkedHashMap<>();
    HookScope scope =
        HookScope.on(selector.entry())
            .observeForward(
                (self, args, result) -> {
                  String path = pathFrom(model);
                  if (path != null && selector.selects(self, path)) {
                    synchronized (byPath) {
                      byPath.computeIfAbsent(path, unseen -> new ArrayList<>()).add(result);
                    }
                  }
                });
    T result = scope.call(body);
    synchronized (byPath) {
      SequencedMap<String, List<R>> seen = new LinkedHashMap<>();
      byPath.forEach((path, results) -> seen.put(path, new ArrayList<>(results)));
      return new Activations<>(seen, result);
    }
  }

  /**
   * The path of the current call relative to {@code model}; null if it is not inside {@code model}.
   */
  private static @Nullable String pathFrom(Invoker model) {
    CallFrame innermost = CallScope.here().frame();
    if (innermost == null) {
      return null;
    }
    for (CallFrame frame = innermost; frame != null; frame = frame.caller()) {
      if (frame.invoker() == model) {
        String above = frame.path();
        String path = innermost.path();
        return above.isEmpty() || path.equals(above)
            ? path.substring(above.length())
            : path.substring(above.length() + 1);
      }
    }
    return null;
  }

  /** The result of the module at a path; if it was called several times, the last one. */
  public R at(String path) {
    return all(path).getLast();
  }

  /** The results of every call of the module at a path, in order. */
  public List<R> all(String path) {
    List<R> results = byPath.get(path);
    if (results == null) {
      throw new NoSuchElementException(
          "nothing was captured at '" + path + "'; captured were " + byPath.keySet());
    }
    return Collections.unmodifiableList(results);
  }

  /** The paths with captured results, in the order in which their first calls ended. */
  public Set<String> paths() {
    return Collections.unmodifiableSet(byPath.keySet());
  }

  /** The last result at each path. */
  public Map<String, R> asMap() {
    Map<String, R> last = new LinkedHashMap<>();
    byPath.forEach((path, results) -> last.put(path, results.getLast()));
    return Collections.unmodifiableMap(last);
  }

  /** The result of the body. */
  public T result() {
    return result;
  }

  @Override
  public String toString() {
    return "Activations" + byPath.keySet();
  }
}
