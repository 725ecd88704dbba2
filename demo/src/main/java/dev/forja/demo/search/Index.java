package dev.forja.demo.search;

import dev.forja.demo.minilm.MiniLm;
import dev.forja.demo.terminal.ProgressLine;
import dev.forja.models.Embeddings;
import dev.forja.tensor.Tensor;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A corpus whose passages can be found by their meaning. */
final class Index {
  private final MiniLm model;
  private final Tensor vectors;

  /**
   * Creates an index.
   *
   * @param vectors the vectors of the passages, concatenated
   */
  Index(MiniLm model, float[] vectors) {
    this.model = model;
    this.vectors = Tensor.of(vectors, vectors.length / MiniLm.WIDTH, MiniLm.WIDTH);
  }

  /**
   * Computes the vectors of a corpus, and caches them.
   *
   * @param file the cache file; null for no cache
   * @param terminal the terminal for the progress bar
   * @param notices receives messages for the user
   */
  static Index make(
      MiniLm model,
      Corpus corpus,
      @Nullable VectorFile file,
      PrintStream terminal,
      Consumer<String> notices) {
    Embeddings embedded;
    try (var line = new ProgressLine("reading", corpus.passages().size(), "passages", terminal)) {
      embedded = model.embedder().embedAll(corpus.texts(), line::add);
    }
    if (embedded.cut() > 0) {
      notices.accept(
          "%,d of %,d passages are longer than the %d tokens that the model takes; it saw their"
                  .formatted(embedded.cut(), corpus.passages().size(), MiniLm.MOST_TOKENS)
              + " beginnings.");
    }
    if (file != null) {
      file.write(embedded.values(), notices);
    }
    return new Index(model, embedded.values());
  }

  List<Ranking.Hit> search(String query, int most) {
    return Ranking.best(vectors, model.embed(query), most);
  }
}
