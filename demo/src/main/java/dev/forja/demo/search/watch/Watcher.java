package dev.forja.demo.search.watch;

import dev.forja.Activations;
import dev.forja.CallArgs;
import dev.forja.HookHandle;
import dev.forja.HookRegistrar;
import dev.forja.HookScope;
import dev.forja.Invoker;
import dev.forja.Selector;
import dev.forja.demo.bert.Bert;
import dev.forja.demo.bert.BertConfig;
import dev.forja.demo.bert.BertEmbeddings;
import dev.forja.demo.bert.BertLayer;
import dev.forja.demo.minilm.Batch;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.nn.Linear;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Watches a model read a text. The model knows nothing of it. */
final class Watcher {
  /** The first calls run slower than all later ones. */
  private static final int WARM_UP = 30;

  private static final int CALLS = 30;
  private static final String EMBEDDINGS = "embeddings";

  private final MiniLm model;
  private final Bert bert;

  Watcher(MiniLm model) {
    this.model = model;
    this.bert = model.bert();
  }

  /** Lets the model read a text and tells what was seen. */
  Insight watch(String text) {
    int[] ids = model.tokens(text).ids();
    Tensor batch = Batch.of(List.of(ids)).ids();
    List<String> tokens = Arrays.stream(ids).mapToObj(model.tokenizer()::piece).toList();
    return NoGrad.call(() -> new Insight(tokens, stages(batch)));
  }

  private List<Insight.Stage> stages(Tensor ids) {
    Map<String, Double> nanos = time(ids);
    var embedded =
        Activations.capture(bert, Selector.of(BertEmbeddings.CALL), () -> bert.embed(ids, null));
    var given = Activations.capture(bert, Selector.of(BertLayer.CALL), () -> bert.embed(ids, null));
    var projected =
        Activations.capture(
            bert,
            Selector.of(Linear.CALL).at("encoder.layer.*.attention.self.*"),
            () -> bert.embed(ids, null));
    int heads = BertConfig.miniLm().numAttentionHeads();
    List<Insight.Stage> stages = new ArrayList<>();
    stages.add(stage(EMBEDDINGS, nanos, embedded.at(EMBEDDINGS), List.of()));
    for (BertLayer layer : bert.modules(BertLayer.class)) {
      String path = layer.path();
      Tensor query = projected.at(path + ".attention.self.query");
      Tensor key = projected.at(path + ".attention.self.key");
      stages.add(stage(path, nanos, given.at(path), attention(query, key, heads)));
    }
    return stages;
  }

  private static Insight.Stage stage(
      String path, Map<String, Double> nanos, Tensor given, List<Tensor> attention) {
    double norm = given.norm(2, new int[] {-1}).mean().item();
    return new Insight.Stage(path, nanos.getOrDefault(path, 0.0), norm, attention);
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
      clocks.run(() -> bert.embed(ids, null));
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
