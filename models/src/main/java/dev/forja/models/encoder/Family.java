package dev.forja.models.encoder;

import dev.forja.models.config.ModelConfig;
import java.util.Optional;

/** Options of configurations that change what a model computes, and that no model here has. */
final class Family {
  private Family() {}

  /** Refuses them. */
  static void check(ModelConfig config) {
    config.only("is_decoder", false, "these models are encoders, which see all of the text");
    config.only("add_cross_attention", false, "these models are encoders of one text");
    config.only("is_encoder_decoder", false, "these models are encoders");
    if (config.has("quantization_config")) {
      throw config.error(
          "quantization_config", "is there; weights must be F32, F16, BF16 or F64 numbers");
    }
    Optional<ModelConfig> pruned = config.object("pruned_heads");
    if (pruned.isPresent() && !pruned.get().names().isEmpty()) {
      throw config.error("pruned_heads", "is not empty; models have all of their heads");
    }
  }
}
