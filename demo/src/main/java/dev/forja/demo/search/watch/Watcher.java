package dev.forja.demo.search.watch;

import dev.forja.Activations;
import dev.forja.CallArgs;
import dev.forja.HookHandle;
import dev.forja.HookRegistrar;
import dev.forja.HookScope;
import dev.forja.Invoker;
import dev.forja.Selector;
import dev.forja.demo.minilm.Batch;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.models.encoder.BertEmbeddings;
import dev.forja.models.encoder.BertLayer;
import dev.forja.models.encoder.SentenceEncoder;
import dev.forja.nn.Linear;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.tokenizers.Encoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Observes a model while it reads a text, without any change to the model. */
final class Watcher {
  /** The number of warm-up calls, which run slower than later ones. */
  private static final int WARM_UP = 30;

  private static final int CALLS = 30;

  /** What the paths of the encoder's modules begin with. */
  private static final String ENCODER = "encoder.";

  private static final String EMBEDDINGS = "embeddings";

  private final MiniLm model;
  private final SentenceEncoder sentences;

  Watcher(MiniLm model) {
    this.model = model;
    this.sentences = model.embedder().model();
  }

  /** Runs the model on a text and returns the observations. */
  Insight watch(String text) {
    Encoding encoding = model.tokens(text);
    Tensor batch = Batch.of(List.of(encoding.ids())).ids();
    return NoGrad.call(() -> new Insight(encoding.tokens(), stages(batch)));
  }

  private List<Insight.Stage> stages(Tensor ids) {
    Map<String, Double> nanos = time(ids);
    var embedded =
        Activations.capture(sentences, Selector.of(BertEmbeddings.CALL), () -> embed(ids));
    var given = Activations.capture(sentences, Selector.of(BertLayer.CALL), () -> embed(ids));
    var projected =
        Activations.capture(
            sentences,
            Selector.of(Linear.CALL).at(ENCODER + "encoder.layer.*.attention.self.*"),
            () -> embed(ids));
    int heads = MiniLm.HEADS;
    List<Insight.Stage> stages = new ArrayList<>();
    String first = ENCODER + EMBEDDINGS;
    stages.add(stage(first, nanos, embedded.at(first), List.of()));
    for (BertLayer layer : sentences.modules(BertLayer.class)) {
      String path = layer.path();
      Tensor query = projected.at(path + ".attention.self.query");
      Tensor key = projected.at(path + ".attention.self.key");
      stages.add(stage(path, nanos, given.at(path), attention(query, key, heads)));
    }
    return stages;
  }

  private Tensor embed(Tensor ids) {
    return sentences.call(ids, null, null, null);
  }

  private static Insight.Stage stage(
      String path, Map<String, Double> nanos, Tensor given, List<Tensor> attention) {
    double norm = given.norm(2, new int[] {-1}).mean().item();
    return new Insight.Stage(
        path.substring(ENCODER.length()), nanos.getOrDefault(path, 0.0), norm, attention);
  }

  /** The time of each stage, the mean of many calls. */
  private Map<String, Double> time(Tensor ids) {
    Map<String, Double> nanos = new LinkedHashMap<>();
    HookScope clocks =
        HookScope.of(BertEmbeddings.CALL, hooks -> clock(hooks, nanos))
            .and(HookScope.of(BertLayer.CALL, hooks -> clock(hooks, nanos)));
    for (int i = 0; i < WARM_UP + CALLS; i++) {
      if (i == WARM_UP) {
        nanos.clear();
      }
      clocks.run(() -> embed(ids));
    }
    nanos.replaceAll((path, sum) -> sum / CALLS);
    return nanos;
  }

  private static <I extends Invoker, A extends CallArgs, R> void clock(
      HookRegistrar<I, A, R, HookHandle> hooks, Map<String, Double> nanos) {
    long[] begin = new long[1];
    hooks.observeForwardPre((self, args) -> begin[0] = System.nanoTime());
    hooks.observeForward(
        (self, args, result) ->
            nanos.merge(self.path(), (double) (System.nanoTime() - begin[0]), Double::sum));
  }

  /** {@code softmax(q k^T / sqrt(d))} of each head, from the projections [1, l, hiddenSize]. */
  private static List<Tensor> attention(Tensor query, Tensor key, int heads) {
    List<Tensor> found = new ArrayList<>();
    int width = query.size(-1) / heads;
    for (int head = 0; head < heads; head++) {
      Tensor q = query.select(0, 0).narrow(1, head * width, width);
      Tensor k = key.select(0, 0).narrow(1, head * width, width);
      found.add(q.matmul(k.transpose(0, 1)).div((float) Math.sqrt(width)).softmax(-1));
    }
    return found;
  }
}
