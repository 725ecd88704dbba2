package dev.forja.models.encoder;

import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Layers;
import dev.forja.nn.LayerNorm;
import dev.forja.nn.LayerNormOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The options of ModernBERT, in the names of its first release and in those of Transformers 5.
 *
 * @param config the options
 * @param width the width of layers
 * @param positions the maximum number of tokens
 */
record ModernBertOptions(ModelConfig config, int width, int positions) {
  private static final Map<String, Boolean> TYPES =
      Map.of("full_attention", true, "sliding_attention", false);

  static ModernBertOptions of(ModelConfig config) {
    return new ModernBertOptions(
        config, config.size("hidden_size", 768), config.size("max_position_embeddings", 8192));
  }

  LayerNorm norm() {
    return LayerNorm.of(
        LayerNormOptions.defaults()
            .withEps(config.number("norm_eps", 1e-5))
            .withBias(config.flag("norm_bias", false)),
        width);
  }

  int heads() {
    return config.size("num_attention_heads", 12);
  }

  /** How many tokens to each side local attention sees. */
  int reach() {
    return config.integer("local_attention", 128) / 2;
  }

  /** For each layer, whether it sees all of the text. */
  List<Boolean> layersThatSeeAll() {
    int layers = config.integer("num_hidden_layers", 22);
    List<String> types = config.texts("layer_types");
    if (types.isEmpty()) {
      int every = config.size("global_attn_every_n_layers", 3);
      return IntStream.range(0, layers).mapToObj(layer -> layer % every == 0).toList();
    }
    if (types.size() != layers) {
      throw config.error(
          "layer_types", "has %d entries for %d layers".formatted(types.size(), layers));
    }
    return types.stream()
        .map(type -> ModelConfig.of(Map.of("layer_types", type)).choice("layer_types", "", TYPES))
        .toList();
  }

  Rotary rotary(boolean seesAll) {
    String type = seesAll ? "full_attention" : "sliding_attention";
    double theta =
        seesAll
            ? config.number("global_rope_theta", 160_000)
            : config.number("local_rope_theta", 10_000);
    ModelConfig given =
        config
            .object("rope_parameters")
            .flatMap(parameters -> parameters.object(type))
            .orElse(ModelConfig.of(Map.of()));
    for (ModelConfig scaling :
        List.of(given, config.object("rope_scaling").orElse(ModelConfig.of(Map.of())))) {
      scaling.only("rope_type", "default", "rotary positions are not scaled");
      scaling.only("type", "default", "rotary positions are not scaled");
    }
    int head = Layers.head(config, width, "num_attention_heads", heads());
    return Rotary.of(positions, head, given.number("rope_theta", theta));
  }
}
