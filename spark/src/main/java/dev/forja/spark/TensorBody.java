package dev.forja.spark;

import dev.forja.module.NeuralModule;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Runs a module on rows: those whose columns have equally many values form batches.
 *
 * @param batch the maximum number of rows of a batch
 */
record TensorBody(List<TensorColumn> inputs, List<TensorColumn> outputs, int batch)
    implements RowModel<TensorBody.Loaded> {

  /** A module and the factory that calls it. */
  record Loaded(ModelFactory factory, NeuralModule module) {}

  @Override
  public List<Object[]> run(Loaded model, List<Object[]> rows) {
    List<Object[]> elements = new ArrayList<>();
    Map<List<Integer>, List<Integer>> byLengths = new LinkedHashMap<>();
    for (int r = 0; r < rows.size(); r++) {
      Object[] row = new Object[inputs.size()];
      for (int c = 0; c < row.length; c++) {
        row[c] = Columns.elements(inputs.get(c), rows.get(r)[c]);
      }
      elements.add(row);
      List<Integer> lengths =
          IntStream.range(0, row.length).mapToObj(c -> Columns.length(row[c])).toList();
      byLengths.computeIfAbsent(lengths, _ -> new ArrayList<>()).add(r);
    }
    List<Object[]> results = new ArrayList<>(Collections.nCopies(rows.size(), new Object[0]));
    for (List<Integer> places : byLengths.values()) {
      for (int from = 0; from < places.size(); from += batch) {
        List<Integer> part = places.subList(from, Math.min(from + batch, places.size()));
        NoGrad.run(() -> runBatch(model, elements, part, results));
      }
    }
    return results;
  }

  private void runBatch(
      Loaded model, List<Object[]> elements, List<Integer> places, List<Object[]> results) {
    List<Tensor> tensors = new ArrayList<>();
    for (int c = 0; c < inputs.size(); c++) {
      int column = c;
      tensors.add(
          Columns.tensor(
              inputs.get(c), places.stream().map(place -> elements.get(place)[column]).toList()));
    }
    List<Tensor> given = model.factory().call(model.module(), tensors);
    if (given.size() != outputs.size()) {
      throw new IllegalStateException(
          "the model gave %d tensors for %d output columns"
              .formatted(given.size(), outputs.size()));
    }
    int n = places.size();
    Object[][] rows = new Object[n][outputs.size()];
    for (int c = 0; c < outputs.size(); c++) {
      Object[] values = Columns.values(outputs.get(c), given.get(c), n);
      for (int i = 0; i < n; i++) {
        rows[i][c] = values[i];
      }
    }
    for (int i = 0; i < n; i++) {
      results.set(places.get(i), rows[i]);
    }
  }
}
