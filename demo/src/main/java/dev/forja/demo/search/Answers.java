package dev.forja.demo.search;

import dev.forja.demo.DemoException;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.demo.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers queries, one or many. */
final class Answers {
  private final MiniLm model;
  private final Index index;
  private final Corpus corpus;
  private final int top;
  private final Page page;
  private final PrintWriter out;
  private final Consumer<String> notices;

  Answers(
      MiniLm model,
      Index index,
      Corpus corpus,
      int top,
      int lines,
      PrintWriter out,
      Consumer<String> notices) {
    this.model = model;
    this.index = index;
    this.corpus = corpus;
    this.top = top;
    this.page = new Page(out, Terminal.width(), lines);
    this.out = out;
    this.notices = notices;
  }

  /** Prints the passages that are nearest to a query. */
  void give(String query) {
    if (model.tokens(query).cut()) {
      notices.accept(
          "The query is longer than %d tokens; its end is left out.".formatted(MiniLm.MOST_TOKENS));
    }
    page.print(index.search(query, top), corpus);
  }

  /** Answers each line, to an empty one or the end. Someone before a terminal is asked for them. */
  void converse(InputStream input) {
    boolean prompt = Terminal.isInteractive();
    if (prompt) {
      out.printf(
          "%,d passages of %s. What are you looking for? An empty line ends this.%n",
          corpus.passages().size(), corpus.name());
    }
    Charset charset = Charset.forName(System.getProperty("stdin.encoding", "UTF-8"));
    BufferedReader in = new BufferedReader(new InputStreamReader(input, charset));
    while (true) {
      if (prompt) {
        out.print("\n> ");
        out.flush();
      }
      String line = read(in);
      if (line == null && prompt) {
        out.println(); // where the end was typed
        out.flush();
      }
      if (line == null || line.isBlank()) {
        return;
      }
      give(line);
    }
  }

  private static @Nullable String read(BufferedReader in) {
    try {
      return in.readLine();
    } catch (IOException e) {
      throw new DemoException("cannot read the query: " + e.getMessage(), e);
    }
  }
}
