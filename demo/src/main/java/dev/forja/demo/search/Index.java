package dev.forja.demo.search;

import dev.forja.demo.minilm.Embedder;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.demo.terminal.ProgressLine;
import dev.forja.tensor.Tensor;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A corpus whose passages can be found by what they mean. */
final class Index {
  private final MiniLm model;
  private final Tensor vectors;

  /**
   * An index.
   *
   * @param vectors of the passages, one after the other
   */
  Index(MiniLm model, float[] vectors) {
    this.model = model;
    this.vectors = Tensor.of(vectors, vectors.length / MiniLm.WIDTH, MiniLm.WIDTH);
  }

  /**
   * Makes the vectors of a corpus, and keeps them.
   *
   * @param file where they are kept; null to keep nothing
   * @param terminal shows the progress
   * @param notices gets what the user should know
   */
  static Index make(
      MiniLm model,
      Corpus corpus,
      @Nullable VectorFile file,
      PrintStream terminal,
      Consumer<String> notices) {
    Embedder.Embedded embedded;
    try (var line = new ProgressLine("reading", corpus.passages().size(), "passages", terminal)) {
      embedded = new Embedder(model, line::add).embed(corpus.texts());
    }
    if (embedded.cut() > 0) {
      notices.accept(
          "%,d of %,d passages are longer than the %d tokens that the model takes; it saw their"
                  .formatted(embedded.cut(), corpus.passages().size(), MiniLm.MOST_TOKENS)
              + " beginnings.");
    }
    if (file != null) {
      file.write(embedded.vectors(), notices);
    }
    return new Index(model, embedded.vectors());
  }

  List<Ranking.Hit> search(String query, int most) {
    return Ranking.best(vectors, model.embed(query), most);
  }
}
