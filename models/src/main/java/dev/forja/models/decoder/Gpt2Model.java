package dev.forja.models.decoder;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.array.DType;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Layers;
import dev.forja.nn.Dropout;
import dev.forja.nn.Embedding;
import dev.forja.nn.LayerNorm;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * GPT-2, under the names of Hugging Face's checkpoints.
 *
 * <p>Source: A. Radford et al., Language Models are Unsupervised Multitask Learners, 2019.
 */
final class Gpt2Model {
  final int vocabulary;
  final Layered transformer;
  final Dropout drop;

  /** The scores of tokens; null if the embedding gives them. */
  @Named("lm_head")
  final @Nullable Linear head;

  private final int places;

  /** The level {@code transformer} of the state dict. */
  record Layered(
      @Named("wte") Embedding tokens,
      @Named("wpe") Embedding positions,
      @Named("h") List<Gpt2Layer> layers,
      @Named("ln_f") LayerNorm norm) {}

  public Gpt2Model(ModelConfig config) {
    DecoderFamily.check(config);
    vocabulary = config.size("vocab_size", 50_257);
    places = config.size("n_positions", 1024);
    int width = config.size("n_embd", 768);
    int layers = config.size("n_layer", 12);
    transformer =
        new Layered(
            Embedding.of(vocabulary, width),
            Embedding.of(places, width),
            IntStream.range(0, layers).mapToObj(layer -> Gpt2Layer.of(config, layer)).toList(),
            Layers.norm(width, config.number("layer_norm_epsilon", 1e-5)));
    drop = Layers.dropout(config, "embd_pdrop", 0.1);
    boolean tied = config.flag("tie_word_embeddings", true);
    head = tied ? null : Linear.of(width, vocabulary, false);
  }

  /** The scores of the next tokens; see {@link Decoder#call}. */
  @Forward(invoker = "Gpt2", as = Decoder.class)
  @Shape("n _ vocabulary")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable KvCache cache,
      int keep) {
    DecoderSpan span = DecoderSpan.of(ids, mask, cache);
    if (span.past + span.length > places) {
      throw new IllegalArgumentException(
          "the texts have %d tokens, but this model takes at most %d: shorten or split them"
              .formatted(span.past + span.length, places));
    }
    Tensor x = transformer.tokens().call(ids);
    x = drop.call(x.add(transformer.positions().call(span.positions.to(DType.I64))));
    for (Gpt2Layer layer : transformer.layers()) {
      x = layer.call(x, span);
    }
    span.finish();
    return TokenHead.scores(x, keep, transformer.norm(), head, transformer.tokens());
  }
}
