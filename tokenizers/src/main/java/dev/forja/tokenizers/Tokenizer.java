package dev.forja.tokenizers;

import dev.forja.tokenizers.json.Json;
import dev.forja.tokenizers.json.JsonReader;
import dev.forja.tokenizers.pipeline.Pipeline;
import dev.forja.tokenizers.post.TokenRun;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Turns texts into the ids of tokens that a model reads, and ids back into texts, exactly as
 * Hugging Face's library does with the same file.
 *
 * <pre>{@code
 * Tokenizer tokenizer = Tokenizer.load(Path.of("all-MiniLM-L6-v2"));
 * Encoding encoding = tokenizer.encode("Hello, world!");
 * int[] ids = encoding.ids();            // 101 7592 1010 2088 999 102
 * String text = tokenizer.decode(ids);   // hello, world!
 * }</pre>
 *
 * <p>A lone surrogate of a text, which is no character, is read as U+FFFD.
 *
 * <p>Immutable, and therefore safe for use by many threads.
 */
public final class Tokenizer {
  private final Pipeline pipeline;
  private final @Nullable Truncation truncation;
  private final @Nullable Padding padding;
  private final ModelHints hints;

  Tokenizer(Pipeline pipeline, Json file, ModelHints hints) {
    this.pipeline = pipeline;
    this.hints = hints;
    truncation = Settings.truncation(file.get("truncation"));
    padding = Settings.padding(file.get("padding"));
  }

  /**
   * Loads the tokenizer of a model.
   *
   * @param path a {@code tokenizer.json}, or the folder of a model. In a folder, {@code
   *     tokenizer.json} is read if it is there, else {@code vocab.txt} (WordPiece, as of BERT),
   *     else {@code vocab.json} with {@code merges.txt} (byte-level BPE, as of GPT-2 and RoBERTa).
   *     What {@code tokenizer_config.json} says of these older files, such as {@code
   *     do_lower_case}, is followed; of a {@code tokenizer.json} it adds only {@link #maxLength}
   *     and the padding token
   * @throws TokenizerFileException if a file is missing or damaged, or asks for something that is
   *     not known
   */
  public static Tokenizer load(Path path) throws TokenizerFileException {
    return TokenizerFiles.load(path);
  }

  /**
   * Reads a {@code tokenizer.json}, in UTF-8, to its end. The stream is not closed.
   *
   * @param source what messages call the file
   * @throws TokenizerFileException if the file cannot be read, is damaged, or asks for something
   *     that is not known
   */
  public static Tokenizer read(InputStream in, String source) throws TokenizerFileException {
    return TokenizerFiles.read(source, () -> JsonReader.read(in), ModelHints.NONE);
  }

  /**
   * Reads a {@code tokenizer.json} to its end. The reader is not closed.
   *
   * @param source what messages call the file
   * @throws TokenizerFileException if the file cannot be read, is damaged, or asks for something
   *     that is not known
   */
  public static Tokenizer read(Reader in, String source) throws TokenizerFileException {
    return TokenizerFiles.read(source, () -> JsonReader.read(in), ModelHints.NONE);
  }

  /** Encodes a text with {@link EncodeOptions#defaults}. */
  public Encoding encode(String text) {
    return encode(text, EncodeOptions.defaults());
  }

  /**
   * Encodes a text.
   *
   * @throws IllegalArgumentException if the text is too long for a truncation that cannot be done,
   *     or is to be filled up and there is no padding token
   */
  public Encoding encode(String text, EncodeOptions options) {
    return encodeOne(List.of(text), options);
  }

  /** Encodes a pair of texts with {@link EncodeOptions#defaults}. */
  public Encoding encode(String text, String pair) {
    return encode(text, pair, EncodeOptions.defaults());
  }

  /**
   * Encodes a pair of texts, for example a question and a passage.
   *
   * @throws IllegalArgumentException if the texts are too long for a truncation that cannot be
   *     done, or are to be filled up and there is no padding token
   */
  public Encoding encode(String text, String pair, EncodeOptions options) {
    return encodeOne(List.of(text, pair), options);
  }

  /** Encodes texts with {@link EncodeOptions#defaults}. */
  public List<Encoding> encodeAll(List<String> texts) {
    return encodeAll(texts, EncodeOptions.defaults());
  }

  /**
   * Encodes texts, in the calling thread. The result has one encoding for each text, in the same
   * order; {@link Padding#longest} fills them up to the longest of them.
   *
   * @throws IllegalArgumentException as {@link #encode(String, EncodeOptions)}
   */
  public List<Encoding> encodeAll(List<String> texts, EncodeOptions options) {
    List<List<String>> inputs = new ArrayList<>(texts.size());
    for (String text : texts) {
      inputs.add(List.of(text));
    }
    return encodeEach(inputs, options);
  }

  /** Encodes pairs of texts with {@link EncodeOptions#defaults}. */
  public List<Encoding> encodeAll(List<String> texts, List<String> pairs) {
    return encodeAll(texts, pairs, EncodeOptions.defaults());
  }

  /**
   * Encodes pairs of texts, in the calling thread: the first of {@code texts} with the first of
   * {@code pairs}, and so on.
   *
   * @throws IllegalArgumentException if the lists have different lengths, and as {@link
   *     #encode(String, String, EncodeOptions)}
   */
  public List<Encoding> encodeAll(List<String> texts, List<String> pairs, EncodeOptions options) {
    if (texts.size() != pairs.size()) {
      throw new IllegalArgumentException(
          texts.size() + " texts and " + pairs.size() + " second texts cannot be paired");
    }
    List<List<String>> inputs = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      inputs.add(List.of(texts.get(i), pairs.get(i)));
    }
    return encodeEach(inputs, options);
  }

  /** The text of tokens, without the special tokens among them. */
  public String decode(int... ids) {
    return decode(ids, true);
  }

  /**
   * The text of tokens. Ids that the vocabulary does not have are left out.
   *
   * @param skipSpecialTokens whether special tokens are left out too
   */
  public String decode(int[] ids, boolean skipSpecialTokens) {
    return pipeline.decode(ids, skipSpecialTokens);
  }

  /** The token with an id, as the vocabulary spells it; empty if there is none. */
  public Optional<String> tokenOf(int id) {
    return Optional.ofNullable(pipeline.tokenOf(id));
  }

  /** The id of a token, as the vocabulary spells it; empty if there is none. */
  public OptionalInt idOf(String token) {
    int id = pipeline.idOf(token);
    return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** Whether an id is that of a special token, which {@link #decode(int...)} leaves out. */
  public boolean isSpecial(int id) {
    return pipeline.isSpecial(id);
  }

  /** The number of tokens, added ones included. */
  public int vocabularySize() {
    return pipeline.size();
  }

  /** All tokens and their ids, added ones included. */
  public Map<String, Integer> vocabulary() {
    return pipeline.vocabulary();
  }

  /** The number of special tokens that are added around a text, or around a pair of texts. */
  public int specialTokensAdded(boolean isPair) {
    return pipeline.added(isPair);
  }

  /** The truncation that the tokenizer's file says, which {@link EncodeOptions} may replace. */
  public Optional<Truncation> truncation() {
    return Optional.ofNullable(truncation);
  }

  /** The padding that the tokenizer's file says, which {@link EncodeOptions} may replace. */
  public Optional<Padding> padding() {
    return Optional.ofNullable(padding);
  }

  /**
   * The padding token that {@link Padding} uses if it is given none: that of the tokenizer's own
   * padding, else that of {@code tokenizer_config.json}, else {@code [PAD]} or {@code <pad>} if the
   * vocabulary has it.
   */
  public Optional<String> paddingToken() {
    if (padding != null && padding.token() != null) {
      return Optional.of(padding.token());
    }
    for (String token : hints.paddingTokens()) {
      if (pipeline.idOf(token) >= 0) {
        return Optional.of(token);
      }
    }
    return Optional.empty();
  }

  /**
   * The largest number of tokens that the model reads, special tokens included, if the tokenizer
   * was loaded from a folder whose {@code tokenizer_config.json} says it.
   */
  public OptionalInt maxLength() {
    return hints.maxLength();
  }

  private Encoding encodeOne(List<String> texts, EncodeOptions options) {
    TokenRun run = run(texts, options);
    Padding wanted = options.padding(padding);
    if (wanted == null) {
      return encoding(run, texts);
    }
    Padding known = known(wanted);
    return encoding(Padder.pad(run, known.target(run.size()), known), texts);
  }

  private List<Encoding> encodeEach(List<List<String>> inputs, EncodeOptions options) {
    List<TokenRun> runs = new ArrayList<>(inputs.size());
    int longest = 0;
    for (List<String> input : inputs) {
      TokenRun run = run(input, options);
      longest = Math.max(longest, run.size());
      runs.add(run);
    }
    Padding wanted = options.padding(padding);
    Padding known = wanted == null ? null : known(wanted);
    List<Encoding> encodings = new ArrayList<>(runs.size());
    for (int i = 0; i < runs.size(); i++) {
      TokenRun run = runs.get(i);
      encodings.add(
          encoding(
              known == null ? run : Padder.pad(run, known.target(longest), known), inputs.get(i)));
    }
    return encodings;
  }

  private TokenRun run(List<String> texts, EncodeOptions options) {
    List<TokenRun> runs = new ArrayList<>(2);
    for (String text : texts) {
      runs.add(pipeline.encode(text, runs.size()));
    }
    Truncation cut = options.truncation(truncation);
    if (cut != null) {
      runs =
          Truncator.cut(runs, cut, options.specialTokens() ? pipeline.added(texts.size() > 1) : 0);
    }
    return pipeline.finish(runs, options.specialTokens());
  }

  private Padding known(Padding wanted) {
    if (wanted.token() != null) {
      return wanted;
    }
    if (padding != null && padding.token() != null) {
      return wanted.withToken(padding.token(), padding.id());
    }
    String token =
        paddingToken()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the tokenizer has no padding token; name one by Padding.withToken"));
    return wanted.withToken(token, pipeline.idOf(token));
  }

  private Encoding encoding(TokenRun run, List<String> texts) {
    List<Encoding> windows = new ArrayList<>(run.overflowing.size());
    for (TokenRun window : run.overflowing) {
      windows.add(new Encoding(window, pipeline::nameOf, texts, List.of()));
    }
    return new Encoding(run, pipeline::nameOf, texts, windows);
  }

  @Override
  public String toString() {
    return "Tokenizer[" + vocabularySize() + " tokens]";
  }
}
