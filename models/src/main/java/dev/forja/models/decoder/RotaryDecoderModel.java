package dev.forja.models.decoder;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Layers;
import dev.forja.nn.Embedding;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decoder with rotary positions: Llama 2 and 3, Mistral, Qwen 2 and 3, Gemma 1, 2 and 3, Phi-3
 * and SmolLM, under the names of Hugging Face's checkpoints.
 *
 * <p>Sources: H. Touvron et al., <a href="https://arxiv.org/abs/2302.13971">arXiv:2302.13971</a>;
 * A. Jiang et al., <a href="https://arxiv.org/abs/2310.06825">arXiv:2310.06825</a>; Gemma Team, <a
 * href="https://arxiv.org/abs/2408.00118">arXiv:2408.00118</a>.
 */
final class RotaryDecoderModel {
  final int vocabulary;
  final Layered model;

  /** The scores of tokens; null if the embedding gives them. */
  @Named("lm_head")
  final @Nullable Linear head;

  private final double scale;
  private final double cap;

  /** The level {@code model} of the state dict. */
  record Layered(
      @Named("embed_tokens") Embedding tokens, List<DecoderLayer> layers, DecoderNorm norm) {}

  @SuppressWarnings("forja:StateOpen") // functions without state
  final Rotary full;

  @SuppressWarnings("forja:StateOpen")
  final Rotary sliding;

  private final List<Integer> windows;

  /** The length beyond which a text is read again, as its first tokens turn otherwise; or 0. */
  private final int change;

  public RotaryDecoderModel(ModelConfig config) {
    DecoderOptions options = DecoderOptions.of(config);
    vocabulary = config.size("vocab_size");
    windows = options.windows();
    full = options.rotary(false);
    sliding = options.rotary(true);
    change = options.kind() == DecoderKind.PHI3 ? full.scaling().change() : 0;
    List<DecoderLayer> layers = new ArrayList<>();
    for (int window : windows) {
      layers.add(DecoderLayer.of(options, layers.size(), window));
    }
    Embedding tokens = Layers.words(config, options.width(), -1);
    model = new Layered(tokens, List.copyOf(layers), options.norm(options.width()));
    boolean tied = config.flag("tie_word_embeddings", options.kind().isTied());
    head = tied ? null : Linear.of(options.width(), vocabulary, false);
    scale = options.kind().isGemma() ? Math.sqrt(options.width()) : 1;
    cap = options.finalCap();
  }

  /** The scores of the next tokens; see {@link Decoder#call}. */
  @Forward(invoker = "RotaryDecoder", as = Decoder.class)
  @Shape("n _ vocabulary")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable KvCache cache,
      int keep) {
    if (change > 0 && cache != null) {
      int past = cache.start(ids.size(0), ids.size(1));
      if (past > 0 && past <= change && past + ids.size(1) > change) {
        Tensor known = cache.tokens();
        Tensor all = Tensor.cat(1, cache.restart(), ids);
        Tensor seen = DecoderSpan.tokens(ids.size(0), ids.size(1), past, mask, known);
        return run(all, seen, cache, keep == 0 ? ids.size(1) : keep);
      }
      cache.remember(ids);
    }
    return run(ids, mask, cache, keep);
  }

  private Tensor run(Tensor ids, @Nullable Tensor mask, @Nullable KvCache cache, int keep) {
    DecoderSpan span = DecoderSpan.of(ids, mask, cache);
    Tensor x = model.tokens().call(ids);
    x = scale == 1 ? x : x.mul((float) scale);
    RotaryTurn all = full.turn(span);
    RotaryTurn near = sliding.equals(full) ? all : sliding.turn(span);
    for (int i = 0; i < windows.size(); i++) {
      x = model.layers().get(i).call(x, windows.get(i) == 0 ? all : near, span);
    }
    span.finish();
    Tensor scores = TokenHead.scores(x, keep, model.norm(), head, model.tokens());
    return cap == 0 ? scores : scores.div(cap).tanh().mul(cap);
  }
}
