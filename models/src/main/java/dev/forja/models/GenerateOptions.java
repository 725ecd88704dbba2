package dev.forja.models;

import dev.forja.tensor.Options;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link TextGenerator} chooses tokens, mostly under the names of Hugging Face's
 * configurations of generation. Without changes it takes the most likely token each time. Immutable
 * and therefore thread-safe.
 *
 * <p>Scores are changed in this order: the repetition penalty; what {@code generation_config.json}
 * says of tokens that must not, or must, be chosen; then, only if tokens are drawn, temperature,
 * top-k, top-p and min-p.
 */
public final class GenerateOptions extends Options<GenerateOptions> {
  private static final GenerateOptions DEFAULTS = new GenerateOptions();

  private int maxNewTokens = 256;
  private boolean doSample = false;
  private double temperature = 1;
  private int topK = 0;
  private double topP = 1;
  private double minP = 0;
  private @Nullable Double repetitionPenalty = null;
  private int numBeams = 1;
  private double lengthPenalty = 1;
  private List<String> stopStrings = List.of();
  private long seed = 0;

  private GenerateOptions() {}

  /** The most likely token each time, up to 256 of them. */
  public static GenerateOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #maxNewTokens}. */
  public GenerateOptions withMaxNewTokens(int value) {
    check(value >= 1, "maxNewTokens", value, "at least 1");
    return copyWith(o -> o.maxNewTokens = value);
  }

  /** These options with another {@link #doSample}. */
  public GenerateOptions withDoSample(boolean value) {
    return copyWith(o -> o.doSample = value);
  }

  /** These options with another {@link #temperature}. */
  public GenerateOptions withTemperature(double value) {
    check(value > 0 && Double.isFinite(value), "temperature", value, "above 0");
    return copyWith(o -> o.temperature = value);
  }

  /** These options with another {@link #topK}. */
  public GenerateOptions withTopK(int value) {
    check(value >= 0, "topK", value, "at least 0");
    return copyWith(o -> o.topK = value);
  }

  /** These options with another {@link #topP}. */
  public GenerateOptions withTopP(double value) {
    check(value > 0 && value <= 1, "topP", value, "above 0 and at most 1");
    return copyWith(o -> o.topP = value);
  }

  /** These options with another {@link #minP}. */
  public GenerateOptions withMinP(double value) {
    check(value >= 0 && value <= 1, "minP", value, "0 to 1");
    return copyWith(o -> o.minP = value);
  }

  /**
   * These options with another {@link #repetitionPenalty}, which then counts instead of that of the
   * model's files.
   */
  public GenerateOptions withRepetitionPenalty(double value) {
    check(value > 0 && Double.isFinite(value), "repetitionPenalty", value, "above 0");
    return copyWith(o -> o.repetitionPenalty = value);
  }

  /** These options with another {@link #numBeams}. */
  public GenerateOptions withNumBeams(int value) {
    check(value >= 1, "numBeams", value, "at least 1");
    return copyWith(o -> o.numBeams = value);
  }

  /** These options with another {@link #lengthPenalty}. */
  public GenerateOptions withLengthPenalty(double value) {
    check(Double.isFinite(value), "lengthPenalty", value, "finite");
    return copyWith(o -> o.lengthPenalty = value);
  }

  /** These options with other {@link #stopStrings}. */
  public GenerateOptions withStopStrings(String... values) {
    List<String> copy = List.of(values);
    check(copy.stream().noneMatch(String::isEmpty), "stopStrings", copy, "without empty ones");
    return copyWith(o -> o.stopStrings = copy);
  }

  /** These options with another {@link #seed}. */
  public GenerateOptions withSeed(long value) {
    return copyWith(o -> o.seed = value);
  }

  private static void check(boolean fits, String name, Object value, String wanted) {
    if (!fits) {
      throw new IllegalArgumentException(
          "GenerateOptions: %s is %s, but must be %s".formatted(name, value, wanted));
    }
  }

  /** The largest number of tokens to write. */
  public int maxNewTokens() {
    return maxNewTokens;
  }

  /** Whether tokens are drawn by their probabilities. */
  public boolean doSample() {
    return doSample;
  }

  /** What scores are divided by: above 1, texts become more varied. */
  public double temperature() {
    return temperature;
  }

  /** Of how many tokens, the most likely ones, one is drawn; 0 for all. */
  public int topK() {
    return topK;
  }

  /** The probability that the most likely tokens, of which one is drawn, have together. */
  public double topP() {
    return topP;
  }

  /** The least probability of a token that may be drawn, as a part of the largest one. */
  public double minP() {
    return minP;
  }

  /**
   * What scores of tokens that the text has already are divided by, or multiplied if negative; 1 if
   * these options have none, where that of {@code generation_config.json} counts.
   */
  public double repetitionPenalty() {
    return penaltyOr(1);
  }

  double penaltyOr(double otherwise) {
    Double given = repetitionPenalty;
    return given == null ? otherwise : given;
  }

  /** How many continuations are followed at once, of which the best one is returned. */
  public int numBeams() {
    return numBeams;
  }

  /** The power of the length that the score of a finished continuation is divided by. */
  public double lengthPenalty() {
    return lengthPenalty;
  }

  /** Texts at which writing ends; they are not part of the result. */
  public List<String> stopStrings() {
    return stopStrings;
  }

  /** What the drawn tokens follow from: the same seed gives the same text. */
  public long seed() {
    return seed;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("maxNewTokens", maxNewTokens);
    settings.accept("doSample", doSample);
    settings.accept("temperature", temperature);
    settings.accept("topK", topK);
    settings.accept("topP", topP);
    settings.accept("minP", minP);
    settings.accept("repetitionPenalty", repetitionPenalty);
    settings.accept("numBeams", numBeams);
    settings.accept("lengthPenalty", lengthPenalty);
    settings.accept("stopStrings", stopStrings);
    settings.accept("seed", seed);
  }
}
