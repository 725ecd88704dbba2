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
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Gives labels to texts, or to pairs of texts.
 *
 * <pre>{@code
 * TextClassifier classifier = TextClassifier.load(Path.of("distilbert-sst-2"));
 * String label = classifier.classify("What a wonderful film!").getFirst().name();
 * }</pre>
 *
 * <p>The {@code problem_type} of {@code config.json} says what scores are: of one label, shares
 * that add up to 1 (softmax); of several, each from 0 to 1 (sigmoid); of a regression, the numbers
 * themselves. Without it, several labels are of the first kind, and a single one of the second, as
 * in Hugging Face's pipelines.
 *
 * <p>Immutable, and safe for use by many threads; there is nothing to close.
 */
public final class TextClassifier {
  private static final String SINGLE = "single_label_classification";
  private static final String MULTI = "multi_label_classification";

  private static final Map<String, TensorFunction> PROBLEMS =
      Map.of(SINGLE, x -> x.softmax(-1), MULTI, Tensor::sigmoid, "regression", x -> x);

  private final TextModel text;
  private final List<String> labels;
  private final TensorFunction function;

  private TextClassifier(TextModel text, List<String> labels, TensorFunction function) {
    this.text = text;
    this.labels = labels;
    this.function = function;
  }

  /**
   * A label and its score.
   *
   * @param name its name in {@code id2label}
   * @param score see {@link TextClassifier}
   */
  public record Label(String name, float score) {}

  /**
   * Loads the model of a folder.
   *
   * @throws ModelFileException if a file is missing, damaged, or asks for something unknown; the
   *     message names it
   */
  public static TextClassifier load(Path folder) throws ModelFileException {
    return load(ModelFiles.inFolder(folder));
  }

  /** Loads a model from these files, such as those of a jar; see {@link #load(Path)}. */
  public static TextClassifier load(ModelFiles files) throws ModelFileException {
    ModelConfig config = files.config(ModelFiles.CONFIG);
    try {
      List<String> labels = Labels.of(config);
      TensorFunction function =
          config.choice("problem_type", labels.size() == 1 ? MULTI : SINGLE, PROBLEMS);
      TextModel text = TextModel.load(files, "", Part.SEQUENCE_CLASSIFIER);
      return new TextClassifier(text, labels, function);
    } catch (ModelConfigException e) {
      throw new ModelLoadException(config.file(), e.problem(), e);
    }
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

  /** The names of the labels, in the order of the model's outputs. */
  public List<String> labels() {
    return labels;
  }

  /** The maximum number of tokens of a text; the rest of longer texts is not read. */
  public int maxLength() {
    return text.maxLength();
  }

  /** All labels of a text, from the highest score to the lowest. */
  public List<Label> classify(String one) {
    return classify(List.of(one)).getFirst();
  }

  /** All labels of a pair of texts, such as a premise and a claim. */
  public List<Label> classify(String one, String pair) {
    return labels(List.of(text.encode(one, pair)), _ -> {}).getFirst();
  }

  /** All labels of each text. */
  public List<List<Label>> classify(List<String> texts) {
    return classify(texts, _ -> {});
  }

  /**
   * All labels of each text. They are sorted by length and processed in batches, on all threads.
   *
   * @param progress is called, on any thread, with the number of texts just finished
   */
  public List<List<Label>> classify(List<String> texts, IntConsumer progress) {
    return labels(text.encodeAll(texts), progress);
  }

  /** All labels of each text of a stream, in its order; 256 are read at once. */
  public Stream<List<Label>> classify(Stream<String> texts) {
    return InBatches.map(texts, this::classify);
  }

  private List<List<Label>> labels(List<Encoding> encodings, IntConsumer progress) {
    List<List<Label>> all = new ArrayList<>(Collections.nCopies(encodings.size(), List.of()));
    text.run(
        encodings,
        (places, result) -> {
          float[] scores = function.call(result).toFloats();
          for (int i = 0; i < places.length; i++) {
            int first = i * labels.size();
            all.set(
                places[i],
                IntStream.range(0, labels.size())
                    .mapToObj(label -> new Label(labels.get(label), scores[first + label]))
                    .sorted(Comparator.comparingDouble(label -> -label.score()))
                    .toList());
          }
        },
        progress);
    return Collections.unmodifiableList(all);
  }
}
