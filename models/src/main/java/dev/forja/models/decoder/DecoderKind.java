package dev.forja.models.decoder;

import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Activation;
import dev.forja.tensor.TensorFunction;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The decoders with rotary positions, and what differs between them. */
enum DecoderKind {
  GEMMA("gemma", 16, 256, 0, 10_000),
  GEMMA2("gemma2", 4, 256, 4096, 10_000),
  GEMMA3("gemma3_text", 4, 256, 4096, 1_000_000),
  LLAMA("llama", 0, 0, 0, 10_000),
  MISTRAL("mistral", 8, 0, 4096, 10_000),
  PHI3("phi3", 0, 0, 0, 10_000),
  QWEN2("qwen2", 32, 0, 4096, 10_000),
  QWEN3("qwen3", 32, 128, 4096, 10_000),
  SMOLLM3("smollm3", 4, 0, 0, 2_000_000);

  private static final String TANH = "gelu_pytorch_tanh";

  private final String modelType;
  private final int groups;
  private final int head;
  private final int window;
  private final double theta;

  DecoderKind(String modelType, int groups, int head, int window, double theta) {
    this.modelType = modelType;
    this.groups = groups;
    this.head = head;
    this.window = window;
    this.theta = theta;
  }

  static DecoderKind of(ModelConfig config) {
    Map<String, DecoderKind> known =
        Arrays.stream(values()).collect(Collectors.toMap(kind -> kind.modelType, kind -> kind));
    return config.choice("model_type", "", known);
  }

  /** The heads of keys and values where no option says; 0 for those of queries. */
  int groups() {
    return groups;
  }

  /** The width of a head where no option says; 0 for what follows from the width of layers. */
  int head() {
    return head;
  }

  /** The sliding window where no option says; 0 for none. */
  int window() {
    return window;
  }

  double theta() {
    return theta;
  }

  double eps() {
    return this == PHI3 ? 1e-5 : 1e-6;
  }

  /** Whether norms multiply by 1 + weight, and embeddings are scaled. */
  boolean isGemma() {
    return this == GEMMA || this == GEMMA2 || this == GEMMA3;
  }

  /** Whether the parts of a layer are normalised behind them, too. */
  boolean hasNormsBehind() {
    return this == GEMMA2 || this == GEMMA3;
  }

  /** Whether queries and keys are normalised. */
  boolean hasHeadNorms() {
    return this == QWEN3 || this == GEMMA3;
  }

  boolean isTied() {
    return isGemma() || this == SMOLLM3;
  }

  /** Whether projections of queries, keys and values have biases. */
  boolean hasBias(ModelConfig config) {
    return switch (this) {
      case QWEN2 -> true;
      case MISTRAL, PHI3 -> false;
      default -> config.flag("attention_bias", false);
    };
  }

  /** Whether the projection behind attention has a bias. */
  boolean hasOutBias(ModelConfig config) {
    return this != QWEN2 && hasBias(config);
  }

  /** Whether the projections of the feed-forward network have biases. */
  boolean hasInnerBias(ModelConfig config) {
    return (this == LLAMA || this == SMOLLM3) && config.flag("mlp_bias", false);
  }

  /** The function of the gate of a feed-forward network. */
  TensorFunction activation(ModelConfig config) {
    if (!isGemma()) {
      return Activation.of(config, "hidden_act", "silu");
    }
    if (this != GEMMA || config.has("hidden_activation")) {
      return Activation.of(config, "hidden_activation", TANH);
    }
    // Files of the first Gemma say gelu, and mean the approximation that it was trained with.
    boolean gelu = config.text("hidden_act", "gelu").equals("gelu");
    return Activation.of(gelu ? config.with("hidden_act", TANH) : config, "hidden_act");
  }

  /** Whether a list of the configuration may say which layers have a sliding window. */
  boolean hasLayerTypes() {
    return switch (this) {
      case GEMMA2, GEMMA3, MISTRAL, QWEN2, QWEN3, SMOLLM3 -> true;
      case GEMMA, LLAMA, PHI3 -> false;
    };
  }

  /** Whether any layer may have a sliding window. */
  boolean slides(ModelConfig config) {
    boolean given = config.has("sliding_window") || !config.names().contains("sliding_window");
    boolean listed = hasLayerTypes() && config.has("layer_types");
    return switch (this) {
      case GEMMA, LLAMA -> false;
      case GEMMA2, GEMMA3, MISTRAL -> given;
      case PHI3 -> config.has("sliding_window");
      case QWEN2, QWEN3 -> config.flag("use_sliding_window", false) && given;
      case SMOLLM3 ->
          (listed || config.flag("use_sliding_window", false)) && config.has("sliding_window");
    };
  }

  /** Whether a layer has a sliding window, if no option lists the layers. */
  boolean slides(ModelConfig config, int layer) {
    return slides(config)
        && switch (this) {
          case GEMMA2 -> layer % 2 == 0;
          case GEMMA3 -> (layer + 1) % config.size("sliding_window_pattern", 6) != 0;
          case QWEN2, QWEN3 -> layer >= config.integer("max_window_layers", 28);
          case SMOLLM3 -> (layer + 1) % config.size("no_rope_layer_interval", 4) == 0;
          default -> true;
        };
  }
}
