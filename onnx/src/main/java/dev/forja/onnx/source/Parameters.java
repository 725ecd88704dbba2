package dev.forja.onnx.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The numbers in which the uses of a class differ, as parameters of its constructor.
 *
 * @param names the names of the parameters
 * @param columns for each parameter, the first number that it stands for
 * @param texts for each number, itself or the name of its parameter
 * @param varies for each number, whether uses differ in it
 */
record Parameters(
    List<String> names, List<Integer> columns, List<String> texts, List<Boolean> varies) {
  static Parameters of(List<Body> group) {
    List<Text> rows = group.stream().map(Body::numbers).toList();
    Text first = rows.getFirst();
    Set<String> fields = new HashSet<>(group.getFirst().fields.root.names.values());
    Names free = new Names();
    fields.forEach(free::take);
    List<String> names = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<Boolean> varies = new ArrayList<>();
    for (int c = 0; c < first.numbers().size(); c++) {
      int at = c;
      List<Integer> column = rows.stream().map(row -> row.numbers().get(at)).toList();
      boolean differs = column.stream().anyMatch(each -> !each.equals(column.getFirst()));
      varies.add(differs);
      if (!differs || first.roles().get(c).equals(Body.SHOWN)) {
        texts.add(Integer.toString(column.getFirst()));
        continue;
      }
      String name = null;
      for (int i = 0; i < columns.size() && name == null; i++) {
        int other = columns.get(i);
        boolean same =
            rows.stream().allMatch(row -> row.numbers().get(other).equals(row.numbers().get(at)));
        name = same ? names.get(i) : null;
      }
      if (name == null) {
        name = free.free(first.roles().get(c));
        names.add(name);
        columns.add(c);
      }
      texts.add(name);
    }
    return new Parameters(names, columns, texts, varies);
  }

  String text(int column) {
    return texts.get(column);
  }

  /** A number in a shape. */
  String shown(int column) {
    return varies.get(column) ? "_" : texts.get(column);
  }
}
