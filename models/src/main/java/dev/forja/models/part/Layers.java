package dev.forja.models.part;

import dev.forja.models.config.ModelConfig;
import dev.forja.nn.Dropout;
import dev.forja.nn.Embedding;
import dev.forja.nn.LayerNorm;
import dev.forja.nn.LayerNormOptions;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Layers as options ask for them. Safe for use by many threads. */
public final class Layers {
  private Layers() {}

  /** The table of the tokens, whose padding row is not trained. */
  public static Embedding words(ModelConfig config, int width, int padding) {
    int rows = config.size("vocab_size");
    int pad = config.integer("pad_token_id", padding);
    return pad >= 0 && pad < rows ? Embedding.of(rows, width, pad) : Embedding.of(rows, width);
  }

  public static LayerNorm norm(int width, double eps) {
    return LayerNorm.of(LayerNormOptions.defaults().withEps(eps), width);
  }

  public static Dropout dropout(ModelConfig config, String option, double otherwise) {
    return Dropout.of(config.number(option, otherwise));
  }

  /** The dropout of the scores of attention; null for none. */
  public static @Nullable Dropout scoreDropout(
      ModelConfig config, String option, double otherwise) {
    double p = config.number(option, otherwise);
    return p == 0 ? null : Dropout.of(p);
  }

  /** The dropout before a classifier, whose option is mostly left to that of the encoder. */
  public static Dropout classifierDropout(ModelConfig config) {
    return dropout(config, "classifier_dropout", config.number("hidden_dropout_prob", 0.1));
  }

  /** The number of labels of a classifier. */
  public static int labels(ModelConfig config) {
    return config
        .object("id2label")
        .map(labels -> labels.names().size())
        .orElseGet(() -> config.size("num_labels", 2));
  }

  /** The width of a head. */
  public static int head(ModelConfig config, int width, String option, int heads) {
    if (width % heads != 0) {
      throw config.error(
          option, "is %d, which does not divide the width %d".formatted(heads, width));
    }
    return width / heads;
  }

  /** Refuses a batch with more tokens than there are positions. */
  public static void checkLength(Tensor ids, int most) {
    if (ids.size(1) > most) {
      throw new IllegalArgumentException(
          "the texts have %d tokens, but this model takes at most %d: shorten or split them"
              .formatted(ids.size(1), most));
    }
  }
}
