package dev.forja.models.encoder;

import dev.forja.models.config.ModelConfig;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The architectures of this package, by the {@code model_type} of Hugging Face's {@code
 * config.json}. Immutable and therefore thread-safe.
 */
@SuppressWarnings("ImmutableEnumChecker") // references to constructors
public enum Architecture {
  /** BERT. */
  BERT(
      "bert", "bert.", Bert::of, BertForSequenceClassification::of, BertForTokenClassification::of),
  /** DistilBERT. */
  DISTILBERT(
      "distilbert",
      "distilbert.",
      DistilBert::of,
      DistilBertForSequenceClassification::of,
      DistilBertForTokenClassification::of),
  /** ELECTRA, whose discriminator is the encoder. */
  ELECTRA(
      "electra",
      "electra.",
      Electra::of,
      ElectraForSequenceClassification::of,
      ElectraForTokenClassification::of),
  /** ModernBERT. */
  MODERNBERT(
      "modernbert",
      "model.",
      ModernBert::of,
      ModernBertForSequenceClassification::of,
      ModernBertForTokenClassification::of),
  /** MPNet. */
  MPNET(
      "mpnet",
      "mpnet.",
      MPNet::of,
      MPNetForSequenceClassification::of,
      MPNetForTokenClassification::of),
  /** RoBERTa. */
  ROBERTA(
      "roberta",
      "roberta.",
      Roberta::of,
      RobertaForSequenceClassification::of,
      RobertaForTokenClassification::of),
  /** XLM-R, which is RoBERTa with another vocabulary. */
  XLM_ROBERTA(
      "xlm-roberta",
      "roberta.",
      Roberta::of,
      RobertaForSequenceClassification::of,
      RobertaForTokenClassification::of);

  private final String modelType;
  private final String prefix;
  private final Function<ModelConfig, Encoder> encoder;
  private final Function<ModelConfig, Encoder> sequenceClassifier;
  private final Function<ModelConfig, Encoder> tokenClassifier;

  Architecture(
      String modelType,
      String prefix,
      Function<ModelConfig, Encoder> encoder,
      Function<ModelConfig, Encoder> sequenceClassifier,
      Function<ModelConfig, Encoder> tokenClassifier) {
    this.modelType = modelType;
    this.prefix = prefix;
    this.encoder = encoder;
    this.sequenceClassifier = sequenceClassifier;
    this.tokenClassifier = tokenClassifier;
  }

  /**
   * The architecture of a configuration.
   *
   * @throws dev.forja.models.config.ModelConfigException if its {@code model_type} is not known;
   *     the message lists those that are
   */
  public static Architecture of(ModelConfig config) {
    Map<String, Architecture> known =
        Arrays.stream(values()).collect(Collectors.toMap(Architecture::modelType, one -> one));
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
    return encoder.apply(config);
  }

  /** A new classifier of texts, or cross-encoder, which is a {@code NeuralModule}. */
  public Encoder sequenceClassifier(ModelConfig config) {
    return sequenceClassifier.apply(config);
  }

  /** A new classifier of tokens, which is a {@code NeuralModule}. */
  public Encoder tokenClassifier(ModelConfig config) {
    return tokenClassifier.apply(config);
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
