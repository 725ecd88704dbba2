package dev.forja.benchmarks.minilm;

import dev.forja.benchmarks.harness.Case;
import dev.forja.benchmarks.harness.Contender;
import dev.forja.benchmarks.harness.Entrant;
import dev.forja.benchmarks.harness.Workload;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.demo.search.Corpus;
import dev.forja.demo.search.Passage;
import dev.forja.kernel.parallel.Parallel;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Embeds real passages by one call, from texts to vectors, beside langchain4j's own model in the
 * same JVM. That one leaves ONNX Runtime's threads as they are, one for each processor that the
 * process may use: for a comparison on one thread, start all on one processor, by {@code taskset -c
 * 0}.
 */
public final class Langchain4jSpeed implements Workload {
  private static final int STEP = 96;
  private static final int TINY_STEP = 600;

  /** Of longer texts, langchain4j's tokenizer leaves the end out. */
  private static final int MOST_TOKENS = 128;

  private static final double TOLERANCE = 1e-4;

  @Override
  public String name() {
    return "langchain4j";
  }

  @Override
  public String description() {
    return "all-MiniLM-L6-v2 on real passages, from texts to vectors, beside langchain4j's model in"
        + " the same JVM. For one thread: taskset -c 0 benchmarks/run langchain4j --threads 1.";
  }

  @Override
  public List<Case> cases(boolean tiny) {
    MiniLm model = MiniLm.load(null, System.err::println);
    List<String> texts = new ArrayList<>();
    long tokens = 0;
    List<Passage> all = Corpus.mobyDick().passages();
    for (int i = 0; i < all.size(); i += tiny ? TINY_STEP : STEP) {
      var encoding = model.tokens(all.get(i).text());
      if (encoding.size() <= MOST_TOKENS) {
        texts.add(all.get(i).text());
        tokens += encoding.size();
      }
    }
    List<Entrant> entrants =
        List.of(
            new Entrant(
                "Forja",
                () ->
                    new Texts(
                        texts, t -> model.embedder().embedAll(t, _ -> {}).values(), () -> {})),
            new Entrant("langchain4j", () -> langchain4j(texts)));
    return List.of(
        new Case(
            "%d passages, %,d tokens".formatted(texts.size(), tokens),
            tokens,
            Case.Unit.TOKEN,
            TOLERANCE,
            entrants));
  }

  private static Contender langchain4j(List<String> texts) {
    ExecutorService threads = Executors.newFixedThreadPool(Parallel.threads());
    AllMiniLmL6V2EmbeddingModel model = new AllMiniLmL6V2EmbeddingModel(threads);
    return new Texts(
        texts,
        all ->
            Vectors.join(
                model.embedAll(all.stream().map(TextSegment::from).toList()).content().stream()
                    .map(embedding -> embedding.vector())
                    .toList()),
        threads::shutdownNow);
  }

  /** All texts through one model. */
  private static final class Texts implements Contender {
    private final List<String> all;
    private final Function<List<String>, float[]> model;
    private final Runnable end;
    private float[] vectors = {};

    Texts(List<String> all, Function<List<String>, float[]> model, Runnable end) {
      this.all = all;
      this.model = model;
      this.end = end;
    }

    @Override
    public void run() {
      vectors = model.apply(all);
    }

    @Override
    public float[] output() {
      return vectors.clone();
    }

    @Override
    public void close() {
      end.run();
    }
  }
}
