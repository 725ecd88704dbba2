package dev.forja.demo.search;

import dev.forja.demo.DemoException;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.demo.terminal.Terminal;
import dev.forja.models.Reranker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers queries, one or many. */
final class Answers {
  /** The number of passages that a cross-encoder reads for a query. */
  private static final int RERANKED = 50;

  private final MiniLm model;
  private final Index index;
  private final @Nullable Reranker reranker;
  private final Corpus corpus;
  private final int top;
  private final Page page;
  private final PrintWriter out;
  private final Consumer<String> notices;

  Answers(
      MiniLm model,
      Index index,
      @Nullable Reranker reranker,
      Corpus corpus,
      int top,
      int lines,
      PrintWriter out,
      Consumer<String> notices) {
    this.model = model;
    this.index = index;
    this.reranker = reranker;
    this.corpus = corpus;
    this.top = top;
    this.page = new Page(out, Terminal.width(), lines);
    this.out = out;
    this.notices = notices;
  }

  /** Prints the passages that are nearest to a query. */
  void give(String query) {
    if (!model.tokens(query).overflowing().isEmpty()) {
      notices.accept(
          "The query is longer than %d tokens; its end is left out.".formatted(MiniLm.MOST_TOKENS));
    }
    List<Ranking.Hit> found =
        reranker == null
            ? index.search(query, top)
            : reordered(reranker, query, index.search(query, Math.max(top, RERANKED)));
    page.print(found, corpus);
  }

  private List<Ranking.Hit> reordered(Reranker by, String query, List<Ranking.Hit> nearest) {
    List<String> texts =
        nearest.stream().map(hit -> corpus.passages().get(hit.index()).text()).toList();
    return by.rank(query, texts).stream()
        .limit(top)
        .map(hit -> new Ranking.Hit(nearest.get(hit.index()).index(), hit.score()))
        .toList();
  }

  /**
   * Answers each line of the input until an empty line or the end. In a terminal, it prompts for
   * the queries.
   */
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
        out.println(); // after the end-of-file character was typed
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
