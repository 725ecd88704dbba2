package dev.forja.module;

import dev.forja.CallArgs;
import dev.forja.CallFrame;
import dev.forja.Calls;
import dev.forja.Entry;
import dev.forja.HookScope;
import dev.forja.Invoker;
import dev.forja.ThrowingRunnable;
import dev.forja.array.Shapes;
import dev.forja.spi.ResultMapper;
import dev.forja.spi.Shaped;
import dev.forja.spi.TensorMapper;
import dev.forja.tensor.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table of one call: the modules in the order of their calls, with the shape of each result and
 * the number of the module's own parameters. A parameter is counted only at its first occurrence,
 * so that the column adds up to the total. Immutable and therefore thread-safe.
 *
 * <pre>{@code
 * System.out.println(Summary.of(model, () -> model.call(images)));
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param rows one for each call of a module
 * @param parameters the number of trained values in the whole model
 * @param trainable how many of them require a gradient
 */
public record Summary(List<Row> rows, long parameters, long trainable) {
  /**
   * One call of one module. Immutable.
   *
   * @param path the path taken; empty for the model itself
   * @param module the kind of module, such as {@code Linear}
   * @param output the shape of the result, or those of the tensors in it; {@code -} if there is
   *     none
   * @param parameters the number of values in the module's own parameters that were not counted
   *     before
   */
  public record Row(String path, String module, String output, long parameters) {}

  /** Copies the list. */
  public Summary {
    rows = List.copyOf(rows);
  }

  /**
   * Runs {@code body}, which calls {@code model}, and tabulates the calls. What it throws is thrown
   * as it is.
   */
  public static <X extends Throwable> Summary of(NeuralModule model, ThrowingRunnable<X> body)
      throws X {
    Recorder recorder = new Recorder();
    HookScope scope =
        HookScope.on(Entry.any())
            .observeForwardPre(recorder::before)
            .and(HookScope.on(Entry.any()).observeForward(recorder::after));
    scope.run(body);
    List<Parameter> all = model.parameters();
    return new Summary(
        recorder.rows,
        all.stream().mapToLong(Parameter::count).sum(),
        all.stream().filter(Parameter::requiresGrad).mapToLong(Parameter::count).sum());
  }

  /** The table, its columns aligned, with the totals below it. */
  @Override
  public String toString() {
    TextTable table = new TextTable(3, "Path", "Type", "Output shape", "Parameters");
    for (Row row : rows) {
      String path = row.path().isEmpty() ? "(model)" : row.path();
      String own =
          row.parameters() == 0 ? "-" : String.format(Locale.ROOT, "%,d", row.parameters());
      table.row(path, row.module(), row.output(), own);
    }
    return table
        + String.format(
            Locale.ROOT, "%,d parameters, %,d of them trainable\n", parameters, trainable);
  }

  /** Records the calls: a row is added when a module is called, and completed when it returns. */
  private static final class Recorder {
    private final List<Row> rows = new ArrayList<>();
    private final Map<CallFrame, Integer> rowOf = new IdentityHashMap<>();
    private final Set<Object> counted = Collections.newSetFromMap(new IdentityHashMap<>());

    void before(Invoker self, CallArgs args) {
      CallFrame frame = Calls.current().orElseThrow();
      rowOf.put(frame, rows.size());
      rows.add(new Row(frame.path(), self.typeName(), "-", ownParameters(self)));
    }

    void after(Invoker self, CallArgs args, @Nullable Object result) {
      CallFrame frame = Calls.current().orElseThrow();
      String output = shapes(frame.entry().results(), result);
      Integer index = rowOf.get(frame);
      if (index != null) {
        Row row = rows.get(index);
        rows.set(index, new Row(row.path(), row.module(), output, row.parameters()));
      }
    }

    private long ownParameters(Invoker module) {
      return ModuleState.own(module).stream()
          .filter(counted::add)
          .mapToLong(Parameter::count)
          .sum();
    }

    /** The result is of the entry's type: this is that entry's call. */
    @SuppressWarnings({"unchecked", "NullAway"})
    private static <R extends @Nullable Object> String shapes(
        ResultMapper<R> results, @Nullable Object result) {
      List<String> shapes = new ArrayList<>();
      results.map(
          new TensorMapper() {
            @Override
            public <T extends @Nullable Shaped> T map(T tensor) {
              if (tensor != null) {
                shapes.add(Shapes.show(tensor.shape()));
              }
              return tensor;
            }
          },
          (R) result);
      return shapes.isEmpty() ? "-" : String.join(", ", shapes);
    }
  }
}
