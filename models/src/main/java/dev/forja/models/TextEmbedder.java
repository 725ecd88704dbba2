package dev.forja.models;

import dev.forja.io.ModelFileException;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.encoder.Architecture;
import dev.forja.models.encoder.Encoder;
import dev.forja.models.encoder.Pooling;
import dev.forja.models.encoder.SentenceEncoder;
import dev.forja.tensor.Tensor;
import dev.forja.tokenizers.Encoding;
import dev.forja.tokenizers.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns texts into vectors: texts with similar meanings get vectors with similar directions.
 *
 * <pre>{@code
 * TextEmbedder embedder = TextEmbedder.load(Path.of("bge-small-en-v1.5"));
 * float[] vector = embedder.embed("Someone plays guitar.");
 * List<float[]> vectors = embedder.embed(List.of("A man is playing.", "Shares fell today."));
 * }</pre>
 *
 * <p>The files of sentence-transformers say how: {@code modules.json}, {@code 1_Pooling}, {@code
 * sentence_bert_config.json} and {@code config_sentence_transformers.json}. A folder without them
 * gives the mean of the vectors of the tokens.
 *
 * <p>A text has the same vector alone and among others. Immutable, and safe for use by many
 * threads; it holds no resources, so there is nothing to close.
 */
public final class TextEmbedder {
  private final TextModel text;
  private final SentenceEncoder model;
  private final boolean countsPrompt;
  private final Map<String, String> prompts;
  private final String prompt;

  private TextEmbedder(
      TextModel text,
      SentenceEncoder model,
      boolean countsPrompt,
      Map<String, String> prompts,
      String prompt) {
    this.text = text;
    this.model = model;
    this.countsPrompt = countsPrompt;
    this.prompts = prompts;
    this.prompt = prompt;
  }

  /**
   * Loads the model of a folder, as a download from Hugging Face makes it.
   *
   * @throws ModelFileException if a file is missing, damaged, or asks for something unknown; the
   *     message names it
   */
  public static TextEmbedder load(Path folder) throws ModelFileException {
    return load(ModelFiles.inFolder(folder));
  }

  /** Loads a model from these files, such as those of a jar; see {@link #load(Path)}. */
  public static TextEmbedder load(ModelFiles files) throws ModelFileException {
    SentenceFiles.Read read = SentenceFiles.read(files);
    Map<String, String> prompts = new LinkedHashMap<>();
    String prompt = "";
    var settings = files.optionalConfig("config_sentence_transformers.json");
    if (settings.isPresent()) {
      ModelConfig named =
          settings.get().object("prompts").orElseGet(() -> ModelConfig.of(Map.of()));
      named.names().forEach(name -> prompts.put(name, named.text(name, "")));
      String standard = settings.get().text("default_prompt_name", "");
      prompt = standard.isEmpty() ? "" : find(prompts, standard);
    }
    return new TextEmbedder(
        read.text(), read.model(), read.countsPrompt(), Map.copyOf(prompts), prompt);
  }

  /**
   * An embedder of parts that exist already, such as a model whose weights come from a file of
   * another format.
   *
   * @param config the options of the encoder, as in {@code config.json}
   * @param encoder the encoder, with its weights and in evaluation mode
   * @param poolings what makes one vector of those of the tokens; the results of several are joined
   * @param normalize whether vectors get the length 1
   * @param maxLength the maximum number of tokens of a text
   */
  public static TextEmbedder of(
      ModelConfig config,
      Encoder encoder,
      Tokenizer tokenizer,
      List<Pooling> poolings,
      boolean normalize,
      int maxLength) {
    boolean segments = Architecture.of(config).hasSegments();
    TextModel text = new TextModel(config, encoder, tokenizer, maxLength, segments, false);
    SentenceEncoder model = SentenceEncoder.of(encoder, poolings, List.of(), List.of(), normalize);
    model.eval();
    return new TextEmbedder(text.withMaxLength(maxLength), model, true, Map.of(), "");
  }

  private static String find(Map<String, String> prompts, String name) {
    String prompt = prompts.get(name);
    if (prompt == null) {
      throw new IllegalArgumentException(
          "this model has no prompt named '%s'; it has %s"
              .formatted(name, prompts.isEmpty() ? "none" : new TreeSet<>(prompts.keySet())));
    }
    return prompt;
  }

  /**
   * The model, whose layers hooks can be added to. Its weights must not be changed during calls.
   */
  public SentenceEncoder model() {
    return model;
  }

  /** What reads texts. */
  TextModel text() {
    return text;
  }

  /** The tokenizer. */
  public Tokenizer tokenizer() {
    return text.tokenizer();
  }

  /** The options of the encoder, from its {@code config.json}. */
  public ModelConfig config() {
    return text.config();
  }

  /** The maximum number of tokens of a text; the rest of longer texts is not read. */
  public int maxLength() {
    return text.maxLength();
  }

  /** The prompts of the model by name, such as {@code query}. */
  public Map<String, String> prompts() {
    return prompts;
  }

  /**
   * This embedder, with one of the model's {@link #prompts} before each text.
   *
   * @throws IllegalArgumentException if the model has no prompt of this name
   */
  public TextEmbedder withPrompt(String name) {
    return withPromptText(find(prompts, name));
  }

  /**
   * This embedder for questions that passages answer: with the prompt named {@code query}, if the
   * model has one, as sentence-transformers' {@code encode_query}.
   */
  public TextEmbedder forQueries() {
    return withFirstOf(List.of("query"));
  }

  /**
   * This embedder for passages that questions find: with the first that the model has of the
   * prompts named {@code document}, {@code passage} and {@code corpus}, as sentence-transformers'
   * {@code encode_document}.
   */
  public TextEmbedder forDocuments() {
    return withFirstOf(List.of("document", "passage", "corpus"));
  }

  private TextEmbedder withFirstOf(List<String> names) {
    return names.stream()
        .filter(prompts::containsKey)
        .findFirst()
        .map(this::withPrompt)
        .orElse(this);
  }

  /** This embedder, with this before each text; the empty text stands for no prompt. */
  public TextEmbedder withPromptText(String value) {
    return new TextEmbedder(text, model, countsPrompt, prompts, value);
  }

  /**
   * This embedder, reading at most this many tokens of a text.
   *
   * @throws IllegalArgumentException if that is less than 1, or more than the model has positions
   */
  public TextEmbedder withMaxLength(int tokens) {
    return new TextEmbedder(text.withMaxLength(tokens), model, countsPrompt, prompts, prompt);
  }

  /** The vector of a text. */
  public float[] embed(String one) {
    return embedAll(List.of(one), _ -> {}).values();
  }

  /** The vectors of texts, in their order. */
  public List<float[]> embed(List<String> texts) {
    return embedAll(texts, _ -> {}).toList();
  }

  /**
   * The vectors of texts, in their order. They are sorted by length and processed in batches, on
   * all threads.
   *
   * @param progress is called, on any thread, with the number of texts just finished
   */
  public Embeddings embedAll(List<String> texts, IntConsumer progress) {
    List<Encoding> encodings = text.encodeAll(texts.stream().map(prompt::concat).toList());
    int cut = (int) encodings.stream().filter(one -> !one.overflowing().isEmpty()).count();
    return vectors(encodings, cut, progress);
  }

  /** The vectors of a stream of texts, in its order. It may be endless; 256 are read at once. */
  public Stream<float[]> embed(Stream<String> texts) {
    return InBatches.map(texts, this::embed);
  }

  /**
   * The vectors of all parts of a long text: each has as many tokens as the model reads, and begins
   * on a token border, with some tokens of the part before.
   *
   * @param overlap the number of tokens that a part shares with the one before
   * @throws IllegalArgumentException if that is not less than the model reads
   */
  public List<Chunk> embedChunks(String document, int overlap) {
    List<Encoding> windows = text.windows(prompt + document, overlap);
    Embeddings vectors = vectors(windows, 0, _ -> {});
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      int[] owners = windows.get(i).sequenceIds();
      int[] starts = windows.get(i).starts();
      int[] ends = windows.get(i).ends();
      int start = document.length() + prompt.length();
      int end = 0;
      for (int token = 0; token < owners.length; token++) {
        if (owners[token] == 0) {
          start = Math.min(start, starts[token]);
          end = Math.max(end, ends[token]);
        }
      }
      chunks.add(
          new Chunk(
              Math.max(0, Math.min(start, end) - prompt.length()),
              Math.max(0, end - prompt.length()),
              vectors.get(i)));
    }
    return List.copyOf(chunks);
  }

  private Embeddings vectors(List<Encoding> encodings, int cut, IntConsumer progress) {
    int skipped = countsPrompt || prompt.isEmpty() ? 0 : promptTokens();
    int size = encodings.size();
    AtomicReference<float @Nullable []> all = new AtomicReference<>();
    text.run(
        (ids, types, _) -> model.call(ids, null, types, counted(ids, skipped)),
        encodings,
        (places, result) -> {
          int dimension = result.size(1);
          if (all.get() == null) {
            all.compareAndSet(null, new float[Math.multiplyExact(size, dimension)]);
          }
          float[] values = result.toFloats();
          float[] into = Objects.requireNonNull(all.get());
          for (int i = 0; i < places.length; i++) {
            System.arraycopy(values, i * dimension, into, places[i] * dimension, dimension);
          }
        },
        progress);
    float[] found = all.get();
    return found == null
        ? new Embeddings(new float[0], 1, 0, 0)
        : new Embeddings(
            found, found.length / size, cut, encodings.stream().mapToLong(Encoding::size).sum());
  }

  /** The tokens of the prompt, with those before it but not with those after it. */
  private int promptTokens() {
    Encoding alone = text.encode(prompt);
    int[] owners = alone.sequenceIds();
    int tokens = owners.length;
    while (tokens > 0 && owners[tokens - 1] < 0) {
      tokens--;
    }
    return tokens;
  }

  private static @Nullable Tensor counted(Tensor ids, int skipped) {
    if (skipped == 0) {
      return null;
    }
    int length = ids.size(1);
    boolean[] counts = new boolean[ids.count()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = i % length >= skipped;
    }
    return Tensor.of(counts, ids.size(0), length);
  }
}
