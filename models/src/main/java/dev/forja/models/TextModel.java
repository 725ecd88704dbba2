package dev.forja.models;

import dev.forja.io.ModelFileException;
import dev.forja.models.Loader.Part;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.config.ModelConfigException;
import dev.forja.models.encoder.Architecture;
import dev.forja.models.encoder.Encoder;
import dev.forja.tensor.Compute;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import dev.forja.tokenizers.EncodeOptions;
import dev.forja.tokenizers.Encoding;
import dev.forja.tokenizers.Tokenizer;
import dev.forja.tokenizers.Truncation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model that reads texts: it makes tokens of them, runs the model on batches of texts of equal
 * length, and so needs no padding.
 *
 * @param config the options of the model
 * @param encoder the model
 * @param maxLength the maximum number of tokens; longer texts are cut
 * @param segments whether the model is told which text of a pair a token belongs to
 * @param lowerCase whether texts are lowered before the tokenizer reads them
 */
record TextModel(
    ModelConfig config,
    Encoder encoder,
    Tokenizer tokenizer,
    int maxLength,
    boolean segments,
    boolean lowerCase) {

  /** Texts that a stream collects before they are read. */
  static final int STREAM_BATCH = 256;

  /** Loads a model from a folder of the files, which is empty or ends with a slash. */
  static TextModel load(ModelFiles files, String folder, Part part) throws ModelFileException {
    ModelConfig config = files.config(folder + ModelFiles.CONFIG);
    Object[] parts = new Object[2];
    ModelFileException[] failed = new ModelFileException[2];
    Compute.forEach(
        2,
        i -> {
          try {
            parts[i] = i == 0 ? Loader.load(files, folder, config, part) : files.tokenizer(folder);
          } catch (ModelFileException e) {
            failed[i] = e;
          }
        });
    for (ModelFileException e : failed) {
      if (e != null) {
        throw e;
      }
    }
    ModelConfig sentence =
        files.optionalConfig(folder + "sentence_bert_config.json").orElse(config);
    ModelConfig tokenizer =
        files.optionalConfig(folder + ModelFiles.TOKENIZER_CONFIG).orElse(config);
    try {
      Architecture architecture = Architecture.of(config);
      int most = architecture.maxLength(config);
      int read = (int) Math.min(most, tokenizer.number("model_max_length", most));
      int given = sentence == config ? read : sentence.size("max_seq_length", read);
      return new TextModel(
          config,
          (Encoder) parts[0],
          (Tokenizer) parts[1],
          Math.min(most, given),
          architecture.hasSegments() && config.size("type_vocab_size", 2) > 1,
          sentence != config && sentence.flag("do_lower_case", false));
    } catch (ModelConfigException e) {
      throw new ModelLoadException(config.file(), e.problem(), e);
    }
  }

  TextModel withMaxLength(int tokens) {
    int most = Architecture.of(config).maxLength(config);
    if (tokens < 1 || tokens > most) {
      throw new IllegalArgumentException(
          "the maximum length is %d, but must be 1 to %d, the positions of the model"
              .formatted(tokens, most));
    }
    return new TextModel(config, encoder, tokenizer, tokens, segments, lowerCase);
  }

  private EncodeOptions options(int overlap) {
    return EncodeOptions.defaults()
        .withoutPadding()
        .withTruncation(Truncation.to(maxLength).withStride(overlap));
  }

  Encoding encode(String text) {
    return tokenizer.encode(lowered(text), options(0));
  }

  Encoding encode(String text, String pair) {
    return tokenizer.encode(lowered(text), lowered(pair), options(0));
  }

  /** The windows of a text, each with this many tokens of the one before. */
  List<Encoding> windows(String text, int overlap) {
    Encoding first = tokenizer.encode(lowered(text), options(overlap));
    return Stream.concat(Stream.of(first), first.overflowing().stream()).toList();
  }

  private String lowered(String text) {
    return lowerCase ? text.toLowerCase(Locale.ROOT) : text;
  }

  List<Encoding> encodeAll(List<String> texts) {
    Encoding[] encodings = new Encoding[texts.size()];
    Compute.forEach(encodings.length, i -> encodings[i] = encode(texts.get(i)));
    return List.of(encodings);
  }

  /** A use of the result for a batch. */
  interface Use {
    void of(int[] places, Tensor result);
  }

  /** Runs the model itself on texts; see {@link #run(Runner, List, Use, IntConsumer)}. */
  void run(List<Encoding> texts, Use use, IntConsumer progress) {
    run((ids, types, _) -> encoder.call(ids, null, types), texts, use, progress);
  }

  /** What runs on a batch. */
  interface Runner {
    Tensor on(Tensor ids, @Nullable Tensor types, int[] places);
  }

  /**
   * Runs on batches of texts of equal length, the longest first. Each thread processes whole
   * batches, so the work within a batch need not be divided.
   *
   * @param use gets each result, on any thread
   * @param progress gets the number of texts just finished, on any thread
   */
  void run(Runner runner, List<Encoding> texts, Use use, IntConsumer progress) {
    int[] lengths = texts.stream().mapToInt(Encoding::size).toArray();
    if (Arrays.stream(lengths).anyMatch(length -> length == 0)) {
      throw new IllegalArgumentException(
          "a text has no tokens: the tokenizer adds none, so texts must not be empty");
    }
    List<int[]> batches = Batches.plan(lengths);
    IntConsumer one =
        i -> {
          int[] places = batches.get(i);
          NoGrad.run(
              () ->
                  Workspace.run(
                      () -> {
                        Tensor ids = tensor(texts, places, false);
                        Tensor types = segments ? tensor(texts, places, true) : null;
                        use.of(places, runner.on(ids, types, places));
                      }));
          progress.accept(places.length);
        };
    if (batches.size() == 1) {
      one.accept(0); // with all threads
    } else {
      Compute.forEach(batches.size(), one);
    }
  }

  private static Tensor tensor(List<Encoding> texts, int[] places, boolean types) {
    int length = texts.get(places[0]).size();
    long[] values = new long[places.length * length];
    for (int i = 0; i < places.length; i++) {
      Encoding text = texts.get(places[i]);
      int[] row = types ? text.typeIds() : text.ids();
      for (int j = 0; j < length; j++) {
        values[i * length + j] = row[j];
      }
    }
    return Tensor.of(values, places.length, length);
  }
}
