package dev.forja.models.decoder;

import dev.forja.models.config.ModelConfig;

/** Options that change what a decoder computes, and that no model here has. */
final class DecoderFamily {
  private DecoderFamily() {}

  /** Refuses them. */
  static void check(ModelConfig config) {
    config.only("add_cross_attention", false, "these models read one text");
    config.only("is_encoder_decoder", false, "these models are decoders alone");
    config.only("use_bidirectional_attention", false, "a token sees no later ones");
    config.only("pretraining_tp", 1, "weights are whole");
    checkWeights(config);
  }

  /** Refuses quantised weights. */
  static void checkWeights(ModelConfig config) {
    if (config.has("quantization_config")) {
      throw config.error(
          "quantization_config", "is there; weights must be F32, F16, BF16 or F64 numbers");
    }
  }
}
