package dev.forja.benchmarks.decode;

import dev.forja.models.config.ModelConfig;
import java.util.HashMap;
import java.util.Map;

/**
 * The sizes of a Llama.
 *
 * @param heads the number of heads of queries
 * @param groups the number of heads of keys and values
 * @param inner the width of the feed-forward networks
 */
record LlamaSize(int vocabulary, int width, int layers, int heads, int groups, int inner) {
  static final int POSITIONS = 2048;
  static final float EPSILON = 1e-5f;
  static final float THETA = 10_000;

  /** The width of a head. */
  int head() {
    return width / heads;
  }

  ModelConfig config() {
    Map<String, Object> options = new HashMap<>();
    options.put("model_type", "llama");
    options.put("vocab_size", vocabulary);
    options.put("hidden_size", width);
    options.put("num_hidden_layers", layers);
    options.put("num_attention_heads", heads);
    options.put("num_key_value_heads", groups);
    options.put("intermediate_size", inner);
    options.put("max_position_embeddings", POSITIONS);
    options.put("rms_norm_eps", (double) EPSILON);
    options.put("rope_theta", (double) THETA);
    options.put("hidden_act", "silu");
    options.put("tie_word_embeddings", false);
    return ModelConfig.of(options);
  }

  /** The weights that each token is multiplied by: all but the table of the tokens. */
  long multiplied() {
    long attention = 2L * width * width + 2L * width * groups * head();
    return layers * (attention + 3L * width * inner) + (long) width * vocabulary;
  }

  /** All weights. */
  long weights() {
    return multiplied() + (long) width * vocabulary + width * (2L * layers + 1);
  }

  /** The elements of keys and values of one token. */
  long cached() {
    return 2L * layers * groups * head();
  }

  /** Short text that tells these sizes from others. */
  String label() {
    return "%d-%d-%d-%d-%d-%d".formatted(vocabulary, width, layers, heads, groups, inner);
  }
}
