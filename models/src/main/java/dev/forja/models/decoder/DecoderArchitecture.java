package dev.forja.models.decoder;

import dev.forja.models.config.ModelConfig;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The architectures of this package, by the {@code model_type} of Hugging Face's {@code
 * config.json}. Immutable and therefore thread-safe.
 */
public enum DecoderArchitecture {
  /** Gemma. */
  GEMMA("gemma"),
  /** Gemma 2. */
  GEMMA2("gemma2"),
  /** The text part of Gemma 3. */
  GEMMA3("gemma3_text"),
  /** GPT-2. */
  GPT2("gpt2", "transformer.", "n_positions"),
  /** Llama 2 and 3, and SmolLM and SmolLM 2. */
  LLAMA("llama"),
  /** Mistral. */
  MISTRAL("mistral"),
  /** Phi-3. */
  PHI3("phi3"),
  /** Qwen 2. */
  QWEN2("qwen2"),
  /** Qwen 3. */
  QWEN3("qwen3"),
  /** SmolLM 3. */
  SMOLLM3("smollm3");

  private final String modelType;
  private final String prefix;
  private final String positions;

  DecoderArchitecture(String modelType) {
    this(modelType, "model.", "max_position_embeddings");
  }

  DecoderArchitecture(String modelType, String prefix, String positions) {
    this.modelType = modelType;
    this.prefix = prefix;
    this.positions = positions;
  }

  /**
   * The architecture of a configuration.
   *
   * @throws dev.forja.models.config.ModelConfigException if its {@code model_type} is not known;
   *     the message lists those that are
   */
  public static DecoderArchitecture of(ModelConfig config) {
    Map<String, DecoderArchitecture> known =
        Arrays.stream(values())
            .collect(Collectors.toMap(DecoderArchitecture::modelType, one -> one));
    return config.choice("model_type", "", known);
  }

  /** The name in {@code config.json}. */
  public String modelType() {
    return modelType;
  }

  /** What the names of all weights but those of the head begin with. */
  public String prefix() {
    return prefix;
  }

  /** A new model with random weights, which is a {@code NeuralModule}. */
  public Decoder decoder(ModelConfig config) {
    return this == GPT2 ? Gpt2.of(config) : RotaryDecoder.of(config);
  }

  /** The maximum number of tokens of a text. */
  public int maxLength(ModelConfig config) {
    return config.size(positions, this == GPT2 ? 1024 : 2048);
  }
}
