package dev.forja.demo.search;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the found passages, wrapped to the width of the terminal. */
final class Page {
  private static final String INDENT = "       ";
  private static final int NARROWEST = 40;

  private final PrintWriter out;
  private final int width;
  private final int lines;

  /**
   * Creates a page.
   *
   * @param width the width of the terminal, in characters
   * @param lines the maximum number of lines per passage
   */
  Page(PrintWriter out, int width, int lines) {
    this.out = out;
    this.width = Math.max(NARROWEST, width);
    this.lines = lines;
  }

  void print(List<Ranking.Hit> hits, Corpus corpus) {
    for (Ranking.Hit hit : hits) {
      Passage passage = corpus.passages().get(hit.index());
      out.println();
      out.printf(Locale.ROOT, "%5.3f  %s%n", hit.score(), passage.place());
      wrap(passage.text(), width - INDENT.length()).forEach(line -> out.println(INDENT + line));
    }
    out.flush();
  }

  private List<String> wrap(String text, int room) {
    List<String> wrapped = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
        if (wrapped.size() == lines - 1) {
          return cut(wrapped, line, room);
        }
        wrapped.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(printable(word));
    }
    wrapped.add(line.toString());
    return wrapped;
  }

  private static List<String> cut(List<String> wrapped, StringBuilder line, int room) {
    while (line.length() + 2 > room && line.lastIndexOf(" ") > 0) {
      line.setLength(line.lastIndexOf(" "));
    }
    wrapped.add(line.append(" …").toString());
    return wrapped;
  }

  /** Removes characters that could control the terminal. */
  private static String printable(String word) {
    return word.replaceAll("\\p{Cntrl}", "");
  }
}
