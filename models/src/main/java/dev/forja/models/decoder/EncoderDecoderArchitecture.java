package dev.forja.models.decoder;

import dev.forja.models.config.ModelConfig;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The architectures that read a text and write another one, by the {@code model_type} of Hugging
 * Face's {@code config.json}. Immutable and therefore thread-safe.
 */
public enum EncoderDecoderArchitecture {
  /** The multilingual form of {@link #T5}. */
  MT5("mt5"),
  /** T5 and T5 1.1, and so FLAN-T5. */
  T5("t5");

  private final String modelType;

  EncoderDecoderArchitecture(String modelType) {
    this.modelType = modelType;
  }

  /** The architecture of a configuration; empty if its {@code model_type} is not one of these. */
  public static Optional<EncoderDecoderArchitecture> of(ModelConfig config) {
    Map<String, EncoderDecoderArchitecture> known =
        Arrays.stream(values()).collect(Collectors.toMap(one -> one.modelType, one -> one));
    return Optional.ofNullable(known.get(config.text("model_type", "")));
  }

  /** The name in {@code config.json}. */
  public String modelType() {
    return modelType;
  }

  /** A new model with random weights, which is a {@code NeuralModule}. */
  public EncoderDecoder encoderDecoder(ModelConfig config) {
    return dev.forja.models.decoder.T5.of(config);
  }

  /** The token that a text to be written begins with, which is not a part of it. */
  public int startToken(ModelConfig config) {
    return config.integer("decoder_start_token_id", config.integer("pad_token_id", 0));
  }
}
