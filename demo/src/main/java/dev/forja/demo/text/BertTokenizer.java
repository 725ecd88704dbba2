package dev.forja.demo.text;

import dev.forja.demo.DemoException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tribuo.util.tokens.impl.wordpiece.Wordpiece;

/**
 * Splits text into the word pieces of a BERT: special tokens are found first; the rest is
 * normalised and split at white space and punctuation, and each word is composed of the longest
 * pieces in the vocabulary. The ids are the same as those of Hugging Face's tokenizers.
 * Thread-safe.
 */
public final class BertTokenizer {
  private final Map<String, Integer> vocabulary;
  private final Map<String, Integer> special;
  private final Pattern specialPattern;
  private final BertNormalizer normalizer;
  private final Wordpiece wordpiece;
  private final int maxWordLength;
  private final int unknown;
  private final int first;
  private final int last;
  private final String[] pieces;

  private BertTokenizer(String name, TokenizerFile file) {
    vocabulary = file.vocabulary();
    special = file.special();
    specialPattern =
        Pattern.compile(
            special.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    normalizer =
        new BertNormalizer(
            file.cleanText(), file.spaceChinese(), file.stripAccents(), file.lowercase());
    maxWordLength = file.maxWordLength();
    wordpiece = new Wordpiece(vocabulary.keySet(), file.unknown(), Integer.MAX_VALUE);
    unknown = id(name, file.unknown());
    first = id(name, "[CLS]");
    last = id(name, "[SEP]");
    pieces = new String[vocabulary.values().stream().mapToInt(id -> id).max().orElse(0) + 1];
    vocabulary.forEach((piece, id) -> pieces[id] = piece);
  }

  /**
   * Reads a {@code tokenizer.json}.
   *
   * @param name the name of the file in messages
   */
  public static BertTokenizer read(String name, InputStream in) {
    return new BertTokenizer(name, TokenizerFile.read(name, in));
  }

  private int id(String name, String token) {
    Integer id = vocabulary.get(token);
    if (id == null) {
      throw new DemoException("%s has no token %s".formatted(name, token));
    }
    return id;
  }

  /**
   * The tokens of a text.
   *
   * @param ids their ids, including [CLS] and [SEP]
   * @param cut whether the text was truncated
   */
  public record Tokens(int[] ids, boolean cut) {}

  /** The tokens of a text, truncated to at most {@code most} tokens. */
  public Tokens encode(String text, int most) {
    if (most < 2) {
      throw new IllegalArgumentException(most + " tokens: there are two at least, [CLS] and [SEP]");
    }
    Ids ids = new Ids();
    ids.add(first);
    Matcher found = specialPattern.matcher(text);
    int from = 0;
    while (!special.isEmpty() && found.find()) {
      words(text.substring(from, found.start()), ids);
      ids.add(special.getOrDefault(found.group(), unknown));
      from = found.end();
    }
    words(text.substring(from), ids);
    return ids.end(most);
  }

  /** The word piece with an id, such as {@code ##ing}. */
  public String piece(int id) {
    return pieces[id];
  }

  private void words(String text, Ids ids) {
    String normal = normalizer.normalize(text);
    int begin = 0;
    for (int i = 0; i < normal.length(); ) {
      int c = normal.codePointAt(i);
      int next = i + Character.charCount(c);
      if (Chars.isWhitespace(c)) {
        word(normal.substring(begin, i), ids);
        begin = next;
      } else if (Chars.isPunctuation(c)) {
        word(normal.substring(begin, i), ids);
        word(normal.substring(i, next), ids);
        begin = next;
      }
      i = next;
    }
    word(normal.substring(begin), ids);
  }

  private void word(String word, Ids ids) {
    if (word.isEmpty()) {
      return;
    }
    if (word.codePointCount(0, word.length()) > maxWordLength) {
      ids.add(unknown);
      return;
    }
    List<String> found = wordpiece.wordpiece(word);
    for (String piece : found) {
      ids.add(vocabulary.getOrDefault(piece, unknown));
    }
  }

  /** A growing list of ids. */
  private final class Ids {
    private int[] ids = new int[64];
    private int count;

    void add(int id) {
      if (count == ids.length) {
        ids = Arrays.copyOf(ids, 2 * count);
      }
      ids[count++] = id;
    }

    Tokens end(int most) {
      boolean cut = count > most - 1;
      count = Math.min(count, most - 1);
      add(last);
      return new Tokens(Arrays.copyOf(ids, count), cut);
    }
  }
}
