package dev.forja.nn;

import java.util.ArrayList;
import java.util.List;

/** Rows of texts as a table: columns as wide as their widest, the last one to the right. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();

  TextTable(String... titles) {
    rows.add(titles);
  }

  void row(String... cells) {
    rows.add(cells);
  }

  @Override
  public String toString() {
    int[] widths = new int[rows.getFirst().length];
    for (String[] row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row[c].length());
      }
    }
    StringBuilder text = new StringBuilder();
    line(text, rows.getFirst(), widths);
    String rule = rule(widths);
    text.append(rule);
    rows.stream().skip(1).forEach(row -> line(text, row, widths));
    return text.append(rule).toString();
  }

  private static void line(StringBuilder text, String[] row, int[] widths) {
    int last = row.length - 1;
    for (int c = 0; c < last; c++) {
      text.append(row[c]).repeat(' ', widths[c] - row[c].length()).append(GAP);
    }
    text.repeat(' ', widths[last] - row[last].length()).append(row[last]).append('\n');
  }

  private static String rule(int[] widths) {
    int width = GAP.length() * (widths.length - 1);
    for (int w : widths) {
      width += w;
    }
    return "-".repeat(width) + "\n";
  }
}
