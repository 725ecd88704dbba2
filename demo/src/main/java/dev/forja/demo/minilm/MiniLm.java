package dev.forja.demo.minilm;

import dev.forja.demo.DemoException;
import dev.forja.demo.bert.Bert;
import dev.forja.demo.bert.BertConfig;
import dev.forja.demo.text.BertTokenizer;
import dev.forja.tensor.Compute;
import dev.forja.tensor.Init;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * all-MiniLM-L6-v2: sentences with similar meanings get vectors with similar directions.
 *
 * @param bert the encoder
 * @param tokenizer the tokenizer
 * @param id identifies the weights
 */
public record MiniLm(Bert bert, BertTokenizer tokenizer, String id) {
  /** The length of a vector. */
  public static final int WIDTH = 384;

  /** The maximum number of tokens that the model was trained for; longer texts are truncated. */
  public static final int MOST_TOKENS = 256;

  private static final String TOKENIZER = "/all-minilm-l6-v2-tokenizer.json";

  /**
   * Loads the model from the class path, or faster from the cache that an earlier load has written.
   *
   * @param cache the folder for the weights; null for no cache
   * @param notices receives messages about problems that do not prevent loading
   */
  public static MiniLm load(@Nullable Path cache, Consumer<String> notices) {
    Weights weights = Weights.onClassPath();
    Bert[] bert = new Bert[1];
    BertTokenizer[] tokenizer = new BertTokenizer[1];
    Compute.forEach(
        2,
        part -> {
          if (part == 0) {
            bert[0] = Init.skip(() -> Bert.of(BertConfig.miniLm()));
            weights.load(bert[0], cache, notices);
            bert[0].eval();
          } else {
            tokenizer[0] = tokenizerOnClassPath();
          }
        });
    return new MiniLm(bert[0], tokenizer[0], weights.id());
  }

  /** The {@link #id} of the model that {@link #load} returns. */
  public static String idOnClassPath() {
    return Weights.onClassPath().id();
  }

  /** The model's tokenizer alone. */
  public static BertTokenizer tokenizerOnClassPath() {
    try (InputStream in = Weights.resource(TOKENIZER).openStream()) {
      return BertTokenizer.read(TOKENIZER, in);
    } catch (IOException e) {
      throw new DemoException("cannot read %s: %s".formatted(TOKENIZER, e.getMessage()), e);
    }
  }

  /** The tokens of a text, truncated to the model's maximum. */
  public BertTokenizer.Tokens tokens(String text) {
    return tokenizer.encode(text, MOST_TOKENS);
  }

  /** The vector of one text, of length 1. */
  public float[] embed(String text) {
    return embed(Batch.of(List.of(tokens(text).ids())));
  }

  /** The vectors of the texts of a batch, one after the other. */
  public float[] embed(Batch batch) {
    return NoGrad.call(
        () -> Workspace.call(() -> bert.embed(batch.ids(), batch.mask()).toFloats()));
  }
}
