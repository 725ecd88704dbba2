package dev.forja.tokenizers.learn;

import dev.forja.tokenizers.regex.Finder;
import dev.forja.tokenizers.regex.Finders;
import dev.forja.tokenizers.regex.Matches;
import dev.forja.tokenizers.text.AlignedText;
import dev.forja.tokenizers.text.ByteAlphabet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The words of texts as GPT-2 splits them, and how often each occurs. A word is spelled by the
 * characters that stand for its bytes. Only one thread may use it.
 */
public final class WordCounts {
  private final Finder finder = Finders.gpt2();
  private final Matches matches = new Matches();
  private final AlignedText source = new AlignedText();
  private final AlignedText spelled = new AlignedText();
  private final SequencedMap<String, Long> counts = new LinkedHashMap<>();

  /** No words yet. */
  public WordCounts() {}

  /** Adds the words of a text. */
  public void add(String text) {
    source.set(text);
    matches.clear();
    finder.find(source.chars(), 0, source.length(), matches);
    for (int i = 0; i < matches.count(); i++) {
      spelled.clearAligned();
      ByteAlphabet.write(source, matches.start(i), matches.end(i), spelled);
      counts.merge(new String(spelled.chars(), 0, spelled.length()), 1L, Long::sum);
    }
  }

  /** How often each word occurs, in the order in which they came first. */
  public Map<String, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }
}
