package dev.forja.module;

import java.util.ArrayList;
import java.util.List;

/** Formats rows of texts as a table with aligned columns. Not thread-safe. */
public final class TextTable {
  private static final String GAP = "  ";

  private final int texts;
  private final List<String[]> rows = new ArrayList<>();

  /**
   * Creates an empty table.
   *
   * @param texts the number of leading columns with texts, which are left-aligned; the others
   *     contain numbers
   */
  public TextTable(int texts, String... titles) {
    this.texts = texts;
    rows.add(titles);
  }

  /** Adds a row, with a cell for each title. */
  public void row(String... cells) {
    rows.add(cells);
  }

  /** The table: the titles, a rule, the rows, a rule. */
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

  private void line(StringBuilder text, String[] row, int[] widths) {
    int last = row.length - 1;
    for (int c = 0; c <= last; c++) {
      int blanks = widths[c] - row[c].length();
      if (c >= texts) {
        text.repeat(' ', blanks).append(row[c]);
      } else if (c < last) {
        text.append(row[c]).repeat(' ', blanks);
      } else {
        text.append(row[c]);
      }
      text.append(c < last ? GAP : "\n");
    }
  }

  private static String rule(int[] widths) {
    int width = GAP.length() * (widths.length - 1);
    for (int w : widths) {
      width += w;
    }
    return "-".repeat(width) + "\n";
  }
}
