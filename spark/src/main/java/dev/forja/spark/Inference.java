package dev.forja.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a task does: it reads some rows of its partition at once, runs the model on those without
 * nulls, and appends the results. If the model refuses the rows, each is tried alone.
 *
 * @param inputs the places of the input columns
 * @param names their names, for messages
 * @param outputs the number of output columns
 * @param window how many rows are read at once
 */
record Inference<M>(
    Recipe<M> recipe,
    RowModel<M> body,
    List<Integer> inputs,
    List<String> names,
    int outputs,
    int window,
    Invalid invalid,
    Counters counters)
    implements MapPartitionsFunction<Row, Row> {

  /** What becomes of rows with null or with values that the model refuses. */
  enum Invalid {
    FAIL,
    NULL,
    COLUMN
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Windows(rows);
  }

  private final class Windows implements Iterator<Row> {
    private final Iterator<Row> rows;
    private Iterator<Row> done = List.<Row>of().iterator();
    private @Nullable M model;
    private long read;

    Windows(Iterator<Row> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return done.hasNext() || rows.hasNext();
    }

    @Override
    public Row next() {
      if (!done.hasNext()) {
        done = process().iterator();
      }
      return done.next();
    }

    private List<Row> process() {
      List<Row> all = new ArrayList<>();
      List<Object[]> usable = new ArrayList<>();
      List<Integer> places = new ArrayList<>();
      List<@Nullable String> errors = new ArrayList<>();
      while (all.size() < window && rows.hasNext()) {
        Row row = rows.next();
        @Nullable Object[] values = inputs.stream().map(row::get).toArray();
        int missing = Arrays.asList(values).indexOf(null);
        if (missing < 0) {
          places.add(all.size());
          usable.add(values);
          errors.add(null);
        } else {
          counters.nulls().add(1);
          errors.add("the column '%s' is null".formatted(names.get(missing)));
          refuse(read + all.size(), errors.getLast(), null);
        }
        all.add(row);
      }
      if (all.isEmpty()) {
        throw new NoSuchElementException("the partition has no more rows");
      }
      List<@Nullable Object[]> results = compute(usable, places, errors);
      List<Row> appended = new ArrayList<>();
      int next = 0;
      for (int i = 0; i < all.size(); i++) {
        boolean used = next < places.size() && places.get(next) == i;
        appended.add(append(all.get(i), used ? results.get(next++) : null, errors.get(i)));
      }
      counters.rows().add(all.size());
      counters.windows().add(1);
      read += all.size();
      return appended;
    }

    private List<@Nullable Object[]> compute(
        List<Object[]> usable, List<Integer> places, List<@Nullable String> errors) {
      if (usable.isEmpty()) {
        return List.of();
      }
      M loaded = load();
      long start = System.nanoTime();
      List<@Nullable Object[]> results = new ArrayList<>();
      try {
        results.addAll(body.run(loaded, usable));
      } catch (RuntimeException together) {
        for (int i = 0; i < usable.size(); i++) {
          try {
            results.add(body.run(loaded, usable.subList(i, i + 1)).getFirst());
          } catch (RuntimeException alone) {
            counters.failed().add(1);
            String message = alone.getMessage() == null ? alone.toString() : alone.getMessage();
            errors.set(places.get(i), message);
            refuse(read + places.get(i), message, alone);
            results.add(null);
          }
        }
      }
      counters.nanos().add(System.nanoTime() - start);
      return results;
    }

    private M load() {
      @Nullable M loaded = model;
      if (loaded == null) {
        try {
          loaded = Registry.get(recipe, () -> counters.loads().add(1));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("the task was stopped while it waited for the model", e);
        } catch (RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new IllegalStateException("the model cannot be loaded: " + e.getMessage(), e);
        }
        model = loaded;
      }
      return loaded;
    }

    private void refuse(long row, @Nullable String problem, @Nullable Exception cause) {
      if (invalid == Invalid.FAIL) {
        throw new IllegalArgumentException(
            ("row %d of its partition: %s. Set handleInvalid to 'null' or 'column' to go on without"
                    + " such rows")
                .formatted(row, problem),
            cause);
      }
    }

    private Row append(Row row, @Nullable Object @Nullable [] result, @Nullable String error) {
      int width = row.size();
      int more = invalid == Invalid.COLUMN ? 1 : 0;
      @Nullable Object[] values = new @Nullable Object[width + outputs + more];
      for (int i = 0; i < width; i++) {
        values[i] = row.get(i);
      }
      if (result != null) {
        System.arraycopy(result, 0, values, width, outputs);
      }
      if (more == 1) {
        values[width + outputs] = error;
      }
      return RowFactory.create(values);
    }
  }
}
