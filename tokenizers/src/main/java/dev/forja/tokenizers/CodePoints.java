package dev.forja.tokenizers;

import dev.forja.tokenizers.post.TokenRun;
import java.util.ArrayList;
import java.util.List;

/** Counts places in texts by code points. */
final class CodePoints {
  private CodePoints() {}

  /** The places of tokens in their texts, counted in code points. */
  static List<Span> spans(List<String> texts, TokenRun tokens) {
    List<int[]> counts = texts.stream().map(CodePoints::counts).toList();
    List<Span> spans = new ArrayList<>(tokens.size());
    for (int i = 0; i < tokens.size(); i++) {
      int sequence = tokens.sequenceIds[i];
      int[] count = counts.get(Math.max(0, sequence));
      spans.add(new Span(count[tokens.starts[i]], count[tokens.ends[i]]));
    }
    return spans;
  }

  /** The number of code points before each char of a text, and of the whole text. */
  private static int[] counts(String text) {
    int[] counts = new int[text.length() + 1];
    int count = 0;
    for (int i = 0; i < text.length(); ) {
      int next = i + Character.charCount(text.codePointAt(i));
      while (i < next) {
        counts[i++] = count;
      }
      count++;
    }
    counts[text.length()] = count;
    return counts;
  }
}
