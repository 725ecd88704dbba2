package dev.forja.models;

import dev.forja.io.ModelFileException;
import dev.forja.models.Loader.Part;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.config.ModelConfigException;
import dev.forja.module.NeuralModule;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import dev.forja.tokenizers.Encoding;
import dev.forja.tokenizers.Tokenizer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Scores how well passages answer a query, reading both together: a cross-encoder. It is more exact
 * than comparing vectors, and much slower, so it is used on the best passages that those find.
 *
 * <pre>{@code
 * Reranker reranker = Reranker.load(Path.of("ms-marco-MiniLM-L6-v2"));
 * List<Reranker.Hit> best = reranker.rank("Who plays guitar?", passages);
 * String answer = passages.get(best.getFirst().index());
 * }</pre>
 *
 * <p>Scores pass through the function that {@code config.json} names for sentence-transformers,
 * otherwise through a sigmoid. Immutable, and safe for use by many threads; there is nothing to
 * close.
 */
public final class Reranker {
  private static final String SIGMOID = "torch.nn.modules.activation.Sigmoid";

  private static final Map<String, TensorFunction> FUNCTIONS =
      Map.of("torch.nn.modules.linear.Identity", x -> x, SIGMOID, Tensor::sigmoid);

  private final TextModel text;
  private final TensorFunction function;

  private Reranker(TextModel text, TensorFunction function) {
    this.text = text;
    this.function = function;
  }

  /**
   * A passage and its score.
   *
   * @param index the place of the passage in the list
   * @param score the higher, the better
   */
  public record Hit(int index, float score) {}

  /**
   * Loads the model of a folder: a classifier with one label.
   *
   * @throws ModelFileException if a file is missing, damaged, or asks for something unknown; the
   *     message names it
   */
  public static Reranker load(Path folder) throws ModelFileException {
    return load(ModelFiles.inFolder(folder));
  }

  /** Loads a model from these files, such as those of a jar; see {@link #load(Path)}. */
  public static Reranker load(ModelFiles files) throws ModelFileException {
    ModelConfig config = files.config(ModelFiles.CONFIG);
    try {
      int labels = Labels.of(config).size();
      if (labels != 1) {
        throw config.error(
            "id2label",
            "has %d labels, but a reranker has one: load it as a TextClassifier".formatted(labels));
      }
      TensorFunction function = function(config);
      return new Reranker(TextModel.load(files, "", Part.SEQUENCE_CLASSIFIER), function);
    } catch (ModelConfigException e) {
      throw new ModelLoadException(config.file(), e.problem(), e);
    }
  }

  private static TensorFunction function(ModelConfig config) {
    String option = "activation_fn";
    var settings = config.object("sentence_transformers").filter(found -> found.has(option));
    return settings.isPresent()
        ? settings.get().choice(option, "", FUNCTIONS)
        : config.choice("sbert_ce_default_activation_function", SIGMOID, FUNCTIONS);
  }

  /**
   * The model, whose layers hooks can be added to. Its weights must not be changed during calls.
   */
  public NeuralModule model() {
    return (NeuralModule) text.encoder();
  }

  /** The tokenizer. */
  public Tokenizer tokenizer() {
    return text.tokenizer();
  }

  /** The maximum number of tokens of a query and a passage together; the longer of them is cut. */
  public int maxLength() {
    return text.maxLength();
  }

  /** How well a passage answers a query. */
  public float score(String query, String passage) {
    return scores(query, List.of(passage))[0];
  }

  /** How well each passage answers a query. */
  public float[] scores(String query, List<String> passages) {
    return scores(query, passages, _ -> {});
  }

  /**
   * How well each passage answers a query. They are sorted by length and processed in batches, on
   * all threads.
   *
   * @param progress is called, on any thread, with the number of passages just finished
   */
  public float[] scores(String query, List<String> passages, IntConsumer progress) {
    List<Encoding> pairs = passages.stream().map(passage -> text.encode(query, passage)).toList();
    float[] scores = new float[pairs.size()];
    text.run(
        pairs,
        (places, result) -> {
          float[] values = function.call(result).toFloats();
          for (int i = 0; i < places.length; i++) {
            scores[places[i]] = values[i];
          }
        },
        progress);
    return scores;
  }

  /** How well each passage of a stream answers a query, in its order; 256 are read at once. */
  public Stream<Float> scores(String query, Stream<String> passages) {
    return InBatches.map(
        passages,
        batch -> {
          float[] scores = scores(query, batch);
          return IntStream.range(0, scores.length).mapToObj(i -> scores[i]).toList();
        });
  }

  /** The passages from the best to the worst; of equal ones, the first comes first. */
  public List<Hit> rank(String query, List<String> passages) {
    float[] scores = scores(query, passages);
    return IntStream.range(0, scores.length)
        .mapToObj(i -> new Hit(i, scores[i]))
        .sorted(Comparator.comparingDouble(hit -> -hit.score()))
        .toList();
  }
}
