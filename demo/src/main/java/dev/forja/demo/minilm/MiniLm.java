package dev.forja.demo.minilm;

import dev.forja.demo.DemoException;
import dev.forja.models.TextEmbedder;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.encoder.Bert;
import dev.forja.models.encoder.Pooling;
import dev.forja.tensor.Compute;
import dev.forja.tensor.Init;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Workspace;
import dev.forja.tokenizers.EncodeOptions;
import dev.forja.tokenizers.Encoding;
import dev.forja.tokenizers.Tokenizer;
import dev.forja.tokenizers.Truncation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * all-MiniLM-L6-v2: sentences with similar meanings get vectors with similar directions. Its
 * weights are shipped as ONNX; a model in Hugging Face's files needs only {@link
 * TextEmbedder#load}.
 *
 * @param bert the encoder
 * @param embedder turns texts into vectors
 * @param id identifies the weights
 */
public record MiniLm(Bert bert, TextEmbedder embedder, String id) {
  /** The length of a vector. */
  public static final int WIDTH = 384;

  /** The maximum number of tokens that the model was trained for; longer texts are truncated. */
  public static final int MOST_TOKENS = 256;

  /** The number of layers. */
  public static final int LAYERS = 6;

  /** The number of attention heads of a layer. */
  public static final int HEADS = 12;

  private static final ModelConfig CONFIG =
      ModelConfig.of(
          Map.of(
              "model_type",
              "bert",
              "vocab_size",
              30_522,
              "hidden_size",
              WIDTH,
              "num_hidden_layers",
              LAYERS,
              "num_attention_heads",
              HEADS,
              "intermediate_size",
              1_536,
              "max_position_embeddings",
              512,
              "type_vocab_size",
              2,
              "layer_norm_eps",
              1e-12));

  static final String TOKENIZER = "/all-minilm-l6-v2-tokenizer.json";

  private static final EncodeOptions OPTIONS =
      EncodeOptions.defaults().withoutPadding().withTruncation(Truncation.to(MOST_TOKENS));

  /**
   * Loads the model from the class path, or faster from the cache that an earlier load has written.
   *
   * @param cache the folder for the weights; null for no cache
   * @param notices receives messages about problems that do not prevent loading
   */
  public static MiniLm load(@Nullable Path cache, Consumer<String> notices) {
    Weights weights = Weights.onClassPath();
    Bert[] bert = new Bert[1];
    Tokenizer[] tokenizer = new Tokenizer[1];
    Compute.forEach(
        2,
        part -> {
          if (part == 0) {
            bert[0] = Init.skip(() -> Bert.of(CONFIG));
            weights.load(bert[0], cache, notices);
            bert[0].eval();
          } else {
            tokenizer[0] = tokenizerOnClassPath();
          }
        });
    TextEmbedder embedder =
        TextEmbedder.of(CONFIG, bert[0], tokenizer[0], List.of(Pooling.MEAN), true, MOST_TOKENS);
    return new MiniLm(bert[0], embedder, weights.id());
  }

  /** The {@link #id} of the model that {@link #load} returns. */
  public static String idOnClassPath() {
    return Weights.onClassPath().id();
  }

  /** The model's tokenizer alone. */
  public static Tokenizer tokenizerOnClassPath() {
    try (InputStream in = Weights.resource(TOKENIZER).openStream()) {
      return Tokenizer.read(in, TOKENIZER);
    } catch (IOException e) {
      throw new DemoException("cannot read %s: %s".formatted(TOKENIZER, e.getMessage()), e);
    }
  }

  /** The tokens of a text, truncated to the model's maximum; the rest is its overflow. */
  public Encoding tokens(String text) {
    return embedder.tokenizer().encode(text, OPTIONS);
  }

  /** The vector of one text, of length 1. */
  public float[] embed(String text) {
    return embedder.embed(text);
  }

  /** The vectors of the texts of a batch, one after the other. */
  public float[] embed(Batch batch) {
    return NoGrad.call(
        () ->
            Workspace.call(
                () -> embedder.model().call(batch.ids(), batch.mask(), null, null).toFloats()));
  }
}
