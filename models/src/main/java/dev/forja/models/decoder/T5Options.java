package dev.forja.models.decoder;

import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Activation;
import dev.forja.nn.Dropout;
import dev.forja.nn.Linear;
import dev.forja.tensor.Init;
import dev.forja.tensor.TensorFunction;

/**
 * The options of T5.
 *
 * @param config the options
 * @param width the width of layers
 * @param heads the number of heads
 * @param head the width of a head
 * @param inner the width within the feed-forward networks
 */
record T5Options(ModelConfig config, int width, int heads, int head, int inner) {
  private static final String NETWORK = "feed_forward_proj";
  private static final String GATED = "gated-";

  static T5Options of(ModelConfig config) {
    config.only("is_encoder_decoder", true, "this model reads and writes");
    DecoderFamily.checkWeights(config);
    return new T5Options(
        config,
        config.size("d_model", 512),
        config.size("num_heads", 8),
        config.size("d_kv", 64),
        config.size("d_ff", 2048));
  }

  int layers() {
    return config.size("num_layers", 6);
  }

  int decoderLayers() {
    return config.size("num_decoder_layers", layers());
  }

  /** A norm {@code x / sqrt(mean of x^2 + eps) * weight}. */
  DecoderNorm norm() {
    return DecoderNorm.of(width, config.number("layer_norm_epsilon", 1e-6), false);
  }

  Dropout dropout() {
    return Dropout.of(config.number("dropout_rate", 0.1));
  }

  /** A projection whose weights are drawn from N(0, 1 / fan). */
  static Linear linear(int in, int out, double fan) {
    Linear linear = Linear.of(in, out, false);
    Init.normal(linear.weight(), 0, 1 / Math.sqrt(fan));
    return linear;
  }

  /** Whether networks have a gate, as those of T5 1.1 have. */
  boolean isGated() {
    return config.text(NETWORK, "relu").startsWith(GATED);
  }

  TensorFunction activation() {
    String name = config.text(NETWORK, "relu");
    // The name stands for the approximation by tanh here.
    String plain = name.equals("gated-gelu") ? "gelu_new" : name.replace(GATED, "");
    return Activation.of(config.with(NETWORK, plain), NETWORK);
  }

  /** The sorting of distances, which begins anew for keys after the query if it sees them. */
  T5Distances distances(boolean both) {
    int buckets = config.size("relative_attention_num_buckets", 32);
    int most = config.size("relative_attention_max_distance", 128);
    int exact = (both ? buckets / 2 : buckets) / 2;
    if (exact < 1 || most <= exact) {
      throw config.error(
          "relative_attention_num_buckets",
          "is %d, which does not sort distances up to %d".formatted(buckets, most));
    }
    return new T5Distances(buckets, most, both);
  }

  /** Whether the embedding gives the scores of tokens. */
  boolean isTied() {
    return config.flag("tie_word_embeddings", true);
  }

  /** What vectors are multiplied by before the scores: in T5 with tied weights, not 1. */
  double outputScale() {
    boolean multilingual = config.text("model_type", "t5").equals("mt5");
    return !multilingual && config.flag("scale_decoder_outputs", isTied())
        ? 1 / Math.sqrt(width)
        : 1;
  }
}
