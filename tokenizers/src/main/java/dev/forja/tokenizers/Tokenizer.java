package dev.forja.tokenizers;

import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

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
  private Tokenizer() {}

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
    throw new UnsupportedOperationException(path.toString());
  }

  /**
   * Reads a {@code tokenizer.json}, in UTF-8, to its end. The stream is not closed.
   *
   * @param source what messages call the file
   * @throws TokenizerFileException if the file cannot be read, is damaged, or asks for something
   *     that is not known
   */
  public static Tokenizer read(InputStream in, String source) throws TokenizerFileException {
    throw new UnsupportedOperationException(source);
  }

  /**
   * Reads a {@code tokenizer.json} to its end. The reader is not closed.
   *
   * @param source what messages call the file
   * @throws TokenizerFileException if the file cannot be read, is damaged, or asks for something
   *     that is not known
   */
  public static Tokenizer read(Reader in, String source) throws TokenizerFileException {
    throw new UnsupportedOperationException(source);
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
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  /** The token with an id, as the vocabulary spells it; empty if there is none. */
  public Optional<String> tokenOf(int id) {
    throw new UnsupportedOperationException();
  }

  /** The id of a token, as the vocabulary spells it; empty if there is none. */
  public OptionalInt idOf(String token) {
    throw new UnsupportedOperationException();
  }

  /** Whether an id is that of a special token, which {@link #decode(int...)} leaves out. */
  public boolean isSpecial(int id) {
    throw new UnsupportedOperationException();
  }

  /** The number of tokens, added ones included. */
  public int vocabularySize() {
    throw new UnsupportedOperationException();
  }

  /** All tokens and their ids, added ones included. */
  public Map<String, Integer> vocabulary() {
    throw new UnsupportedOperationException();
  }

  /** The number of special tokens that are added around a text, or around a pair of texts. */
  public int specialTokensAdded(boolean isPair) {
    throw new UnsupportedOperationException();
  }

  /** The truncation that the tokenizer's file says, which {@link EncodeOptions} may replace. */
  public Optional<Truncation> truncation() {
    throw new UnsupportedOperationException();
  }

  /** The padding that the tokenizer's file says, which {@link EncodeOptions} may replace. */
  public Optional<Padding> padding() {
    throw new UnsupportedOperationException();
  }

  /**
   * The padding token that {@link Padding} uses if it is given none: that of the tokenizer's own
   * padding, else that of {@code tokenizer_config.json}, else {@code [PAD]} or {@code <pad>} if the
   * vocabulary has it.
   */
  public Optional<String> paddingToken() {
    throw new UnsupportedOperationException();
  }

  /**
   * The largest number of tokens that the model reads, special tokens included, if the tokenizer
   * was loaded from a folder whose {@code tokenizer_config.json} says it.
   */
  public OptionalInt maxLength() {
    throw new UnsupportedOperationException();
  }
}
