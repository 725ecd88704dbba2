package dev.forja.models;

import dev.forja.io.ModelFileException;
import dev.forja.models.Loader.Part;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.config.ModelConfigException;
import dev.forja.module.NeuralModule;
import dev.forja.tokenizers.Encoding;
import dev.forja.tokenizers.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds parts of texts and gives them labels, such as the names of persons and places.
 *
 * <pre>{@code
 * TokenClassifier classifier = TokenClassifier.load(Path.of("bert-base-NER"));
 * for (Entity entity : classifier.entities("Ada Lovelace lived in London.")) {
 *   System.out.println(entity.label() + ": " + entity.text()); // PER: Ada Lovelace, LOC: London
 * }
 * }</pre>
 *
 * <p>A text that is longer than the model reads is cut into windows that share a quarter of their
 * tokens; of entities that overlap, the longest is kept. Immutable, and safe for use by many
 * threads; there is nothing to close.
 */
public final class TokenClassifier {
  private final TextModel text;
  private final List<String> labels;
  private final Aggregation aggregation;
  private final boolean wordPieces;

  private TokenClassifier(
      TextModel text, List<String> labels, Aggregation aggregation, boolean wordPieces) {
    this.text = text;
    this.labels = labels;
    this.aggregation = aggregation;
    this.wordPieces = wordPieces;
  }

  /**
   * Loads the model of a folder, with {@link Aggregation#SIMPLE}.
   *
   * @throws ModelFileException if a file is missing, damaged, or asks for something unknown; the
   *     message names it
   */
  public static TokenClassifier load(Path folder) throws ModelFileException {
    return load(ModelFiles.inFolder(folder));
  }

  /** Loads a model from these files, such as those of a jar; see {@link #load(Path)}. */
  public static TokenClassifier load(ModelFiles files) throws ModelFileException {
    ModelConfig config = files.config(ModelFiles.CONFIG);
    try {
      List<String> labels = Labels.of(config);
      TextModel text = TextModel.load(files, "", Part.TOKEN_CLASSIFIER);
      boolean wordPieces =
          text.tokenizer().vocabulary().keySet().stream().anyMatch(token -> token.startsWith("##"));
      return new TokenClassifier(text, labels, Aggregation.SIMPLE, wordPieces);
    } catch (ModelConfigException e) {
      throw new ModelLoadException(config.file(), e.problem(), e);
    }
  }

  /** This classifier with another aggregation. */
  public TokenClassifier withAggregation(Aggregation value) {
    return new TokenClassifier(text, labels, value, wordPieces);
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

  /** The maximum number of tokens of a window; longer texts have several. */
  public int maxLength() {
    return text.maxLength();
  }

  /** The entities of a text, in its order, without those with the label {@code O}. */
  public List<Entity> entities(String one) {
    return entities(List.of(one)).getFirst();
  }

  /** The entities of each text. */
  public List<List<Entity>> entities(List<String> texts) {
    return entities(texts, _ -> {});
  }

  /**
   * The entities of each text. Their windows are sorted by length and processed in batches, on all
   * threads.
   *
   * @param progress is called, on any thread, with the number of windows just finished
   */
  public List<List<Entity>> entities(List<String> texts, IntConsumer progress) {
    int content = text.maxLength() - text.tokenizer().specialTokensAdded(false);
    List<Encoding> windows = new ArrayList<>();
    int[] ends = new int[texts.size()];
    for (int i = 0; i < ends.length; i++) {
      windows.addAll(text.windows(texts.get(i), Math.max(0, content / 4)));
      ends[i] = windows.size();
    }
    float[][] probabilities = new float[windows.size()][];
    text.run(
        windows,
        (places, result) -> {
          float[] values = result.softmax(-1).toFloats();
          int each = values.length / places.length;
          for (int i = 0; i < places.length; i++) {
            probabilities[places[i]] = Arrays.copyOfRange(values, i * each, (i + 1) * each);
          }
        },
        progress);
    return IntStream.range(0, ends.length)
        .mapToObj(
            i -> {
              int from = i == 0 ? 0 : ends[i - 1];
              return entities(
                  texts.get(i),
                  windows.subList(from, ends[i]),
                  Arrays.copyOfRange(probabilities, from, ends[i]));
            })
        .toList();
  }

  /** The entities of each text of a stream, in its order; 256 are read at once. */
  public Stream<List<Entity>> entities(Stream<String> texts) {
    return InBatches.map(texts, this::entities);
  }

  private List<Entity> entities(String source, List<Encoding> windows, float[][] probabilities) {
    String unknown = wordPieces ? "[UNK]" : "<unk>";
    Entities rules = new Entities(source, labels, aggregation, wordPieces);
    List<Entity> found = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      found.addAll(rules.of(windows.get(i), probabilities[i], unknown));
    }
    return windows.size() == 1 ? List.copyOf(found) : longest(found);
  }

  /** Of entities that overlap, the longest, or of equal length that with the highest score. */
  private static List<Entity> longest(List<Entity> found) {
    found.sort(Comparator.comparingInt(Entity::start));
    List<Entity> kept = new ArrayList<>();
    for (Entity entity : found) {
      Entity before = kept.isEmpty() ? null : kept.getLast();
      if (before == null || entity.start() >= before.end()) {
        kept.add(entity);
      } else {
        int more = (entity.end() - entity.start()) - (before.end() - before.start());
        if (more > 0 || (more == 0 && entity.score() > before.score())) {
          kept.set(kept.size() - 1, entity);
        }
      }
    }
    return List.copyOf(kept);
  }
}
