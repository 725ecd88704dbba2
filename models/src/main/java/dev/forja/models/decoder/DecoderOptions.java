package dev.forja.models.decoder;

import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Layers;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The options of a decoder with rotary positions.
 *
 * @param config the options
 * @param kind what the architecture has where no option says otherwise
 * @param width the width of layers
 * @param heads the number of heads of queries
 * @param groups the number of heads of keys and values
 * @param head the width of a head
 */
record DecoderOptions(
    ModelConfig config, DecoderKind kind, int width, int heads, int groups, int head) {
  private static final String SLIDING = "sliding_attention";
  private static final String FULL = "full_attention";
  private static final Map<String, Boolean> TYPES = Map.of(FULL, false, SLIDING, true);
  private static final ModelConfig NONE = ModelConfig.of(Map.of());

  static DecoderOptions of(ModelConfig config) {
    DecoderKind kind = DecoderKind.of(config);
    DecoderFamily.check(config);
    int width = config.size("hidden_size");
    int heads = config.size("num_attention_heads");
    int groups = config.size("num_key_value_heads", kind.groups() == 0 ? heads : kind.groups());
    if (heads % groups != 0) {
      throw config.error(
          "num_key_value_heads",
          "is %d, which does not divide the %d heads of queries".formatted(groups, heads));
    }
    int head =
        config.has("head_dim") || kind.head() != 0
            ? config.size("head_dim", kind.head())
            : Layers.head(config, width, "num_attention_heads", heads);
    return new DecoderOptions(config, kind, width, heads, groups, head);
  }

  int layers() {
    return config.size("num_hidden_layers");
  }

  DecoderNorm norm(int size) {
    return DecoderNorm.of(size, config.number("rms_norm_eps", kind.eps()), kind.isGemma());
  }

  /** How many tokens a layer sees, for each layer; 0 for all. */
  List<Integer> windows() {
    int window = kind.slides(config) ? config.size("sliding_window", kind.window()) : 0;
    List<String> types = config.texts("layer_types");
    if (!types.isEmpty() && types.size() != layers()) {
      throw config.error(
          "layer_types", "has %d entries for %d layers".formatted(types.size(), layers()));
    }
    return IntStream.range(0, layers())
        .mapToObj(
            layer -> {
              boolean sliding =
                  (types.isEmpty() || !kind.hasLayerTypes())
                      ? kind.slides(config, layer)
                      : ModelConfig.of(Map.of("layer_types", types.get(layer)))
                          .choice("layer_types", "", TYPES);
              return sliding ? window : 0;
            })
        .toList();
  }

  /** Whether a layer turns queries and keys. */
  boolean isTurned(int layer) {
    if (kind != DecoderKind.SMOLLM3) {
      return true;
    }
    List<Double> turned = config.numbers("no_rope_layers");
    return turned.isEmpty()
        ? (layer + 1) % config.size("no_rope_layer_interval", 4) != 0
        : turned.get(layer) != 0;
  }

  /** The rotation of the layers that see all tokens, or of those with a sliding window. */
  Rotary rotary(boolean sliding) {
    ModelConfig parameters = config.object("rope_parameters").orElse(NONE);
    String type = sliding ? SLIDING : FULL;
    boolean apart = kind == DecoderKind.GEMMA3;
    ModelConfig given = parameters.object(type).orElse(parameters);
    if (given.names().isEmpty() && !(apart && sliding)) {
      given = config.object("rope_scaling").orElse(NONE);
    }
    double theta =
        apart && sliding
            ? config.number("rope_local_base_freq", 10_000)
            : config.number("rope_theta", kind.theta());
    return Rotary.of(config, given, head, given.number("rope_theta", theta));
  }

  /** The factor of the scores of attention. */
  double scale() {
    boolean given = kind == DecoderKind.GEMMA2 || kind == DecoderKind.GEMMA3;
    return 1 / Math.sqrt(given ? config.number("query_pre_attn_scalar", 256) : head);
  }

  /** The bound of the scores of attention; 0 for none. */
  double scoreCap() {
    return kind == DecoderKind.GEMMA2
        ? config.number("attn_logit_softcapping", hasNull("attn_logit_softcapping") ? 0 : 50)
        : 0;
  }

  /** The bound of the scores of tokens; 0 for none. */
  double finalCap() {
    double otherwise = kind == DecoderKind.GEMMA2 && !hasNull("final_logit_softcapping") ? 30 : 0;
    return kind.isGemma() ? config.number("final_logit_softcapping", otherwise) : 0;
  }

  private boolean hasNull(String option) {
    return config.names().contains(option) && !config.has(option);
  }
}
