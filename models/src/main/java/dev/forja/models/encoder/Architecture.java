package dev.forja.models.encoder;

import dev.forja.models.config.ModelConfig;
import java.util.HashMap;
import java.util.Map;

/**
 * The architectures of this package, by the {@code model_type} of Hugging Face's {@code
 * config.json}. Immutable and therefore thread-safe.
 */
public enum Architecture {
  /** BERT. */
  BERT("bert", "bert."),
  /** DistilBERT. */
  DISTILBERT("distilbert", "distilbert."),
  /** ELECTRA, whose discriminator is the encoder. */
  ELECTRA("electra", "electra."),
  /** ModernBERT. */
  MODERNBERT("modernbert", "model."),
  /** MPNet. */
  MPNET("mpnet", "mpnet."),
  /** RoBERTa. */
  ROBERTA("roberta", "roberta."),
  /** XLM-R, which is RoBERTa with another vocabulary. */
  XLM_ROBERTA("xlm-roberta", "roberta.");

  private final String modelType;
  private final String prefix;

  Architecture(String modelType, String prefix) {
    this.modelType = modelType;
    this.prefix = prefix;
  }

  /**
   * The architecture of a configuration.
   *
   * @throws dev.forja.models.config.ModelConfigException if its {@code model_type} is not known;
   *     the message lists those that are
   */
  public static Architecture of(ModelConfig config) {
    Map<String, Architecture> known = new HashMap<>();
    for (Architecture one : values()) {
      known.put(one.modelType, one);
    }
    return config.choice("model_type", "", known);
  }

  /** The name in {@code config.json}. */
  public String modelType() {
    return modelType;
  }

  /** What the names of the encoder begin with in the checkpoint of a model with a head. */
  public String prefix() {
    return prefix;
  }

  /** A new encoder with random weights, which is a {@code NeuralModule}. */
  public Encoder encoder(ModelConfig config) {
    return switch (this) {
      case BERT -> Bert.of(config);
      case DISTILBERT -> DistilBert.of(config);
      case ELECTRA -> Electra.of(config);
      case MODERNBERT -> ModernBert.of(config);
      case MPNET -> MPNet.of(config);
      case ROBERTA, XLM_ROBERTA -> Roberta.of(config);
    };
  }

  /** A new classifier of texts, or cross-encoder, which is a {@code NeuralModule}. */
  public Encoder sequenceClassifier(ModelConfig config) {
    return switch (this) {
      case BERT -> BertForSequenceClassification.of(config);
      case DISTILBERT -> DistilBertForSequenceClassification.of(config);
      case ELECTRA -> ElectraForSequenceClassification.of(config);
      case MODERNBERT -> ModernBertForSequenceClassification.of(config);
      case MPNET -> MPNetForSequenceClassification.of(config);
      case ROBERTA, XLM_ROBERTA -> RobertaForSequenceClassification.of(config);
    };
  }

  /** A new classifier of tokens, which is a {@code NeuralModule}. */
  public Encoder tokenClassifier(ModelConfig config) {
    return switch (this) {
      case BERT -> BertForTokenClassification.of(config);
      case DISTILBERT -> DistilBertForTokenClassification.of(config);
      case ELECTRA -> ElectraForTokenClassification.of(config);
      case MODERNBERT -> ModernBertForTokenClassification.of(config);
      case MPNET -> MPNetForTokenClassification.of(config);
      case ROBERTA, XLM_ROBERTA -> RobertaForTokenClassification.of(config);
    };
  }

  /** Whether tokens of the second text of a pair have another segment than those of the first. */
  public boolean hasSegments() {
    return this == BERT || this == ELECTRA;
  }

  /** The maximum number of tokens. */
  public int maxLength(ModelConfig config) {
    int positions = config.size("max_position_embeddings", this == MODERNBERT ? 8192 : 512);
    return switch (this) {
      case ROBERTA, XLM_ROBERTA -> positions - config.integer("pad_token_id", 1) - 1;
      case MPNET -> positions - 2;
      default -> positions;
    };
  }
}
