package dev.forja.demo.search;

import dev.forja.demo.minilm.Embedder;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.tensor.Tensor;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A corpus whose passages can be found by what they mean. */
final class Index {
  private final MiniLm model;
  private final Tensor vectors;

  private Index(MiniLm model, float[] vectors) {
    this.model = model;
    this.vectors = Tensor.of(vectors, vectors.length / MiniLm.WIDTH, MiniLm.WIDTH);
  }

  /**
   * Reads the vectors that were kept of this corpus, or makes them and keeps them.
   *
   * @param cache the folder to keep them in; null to keep nothing
   * @param terminal shows the progress
   * @param notices gets what the user should know
   */
  static Index of(
      MiniLm model,
      Corpus corpus,
      @Nullable Path cache,
      PrintStream terminal,
      Consumer<String> notices) {
    VectorFile file = cache == null ? null : new VectorFile(cache, model, corpus);
    float[] kept = file == null ? null : file.read(notices);
    if (kept != null) {
      return new Index(model, kept);
    }
    Embedder.Embedded embedded;
    try (EmbeddingBar bar = new EmbeddingBar(corpus.passages().size(), terminal)) {
      embedded = new Embedder(model, bar::add).embed(corpus.texts());
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
