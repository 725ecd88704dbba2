package dev.forja.tokenizers.pipeline;

import dev.forja.tokenizers.text.AlignedText;
import dev.forja.tokenizers.text.Pieces;
import dev.forja.tokenizers.text.Unicode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds added tokens in a text: at each place the longest one. Immutable once it is made. */
final class TokenFinder {
  private static final int ASCII = 128;

  private final boolean[] firstAscii = new boolean[ASCII];
  private boolean hasOthers;
  private final Map<Character, Candidate[]> byFirst = new HashMap<>();

  private record Candidate(char[] text, AddedToken token, int id) {}

  /** Adds nothing to look for if there is already a token of the same text. */
  static final class Builder {
    private final Map<String, Candidate> candidates = new HashMap<>();

    void add(String text, AddedToken token, int id) {
      if (!text.isEmpty()) {
        candidates.putIfAbsent(text, new Candidate(text.toCharArray(), token, id));
      }
    }

    boolean isEmpty() {
      return candidates.isEmpty();
    }

    TokenFinder build() {
      TokenFinder finder = new TokenFinder();
      Map<Character, List<Candidate>> lists = new HashMap<>();
      for (Candidate candidate : candidates.values()) {
        lists.computeIfAbsent(candidate.text()[0], _ -> new ArrayList<>()).add(candidate);
      }
      lists.forEach(
          (first, list) -> {
            list.sort(Comparator.comparingInt((Candidate c) -> c.text().length).reversed());
            finder.byFirst.put(first, list.toArray(Candidate[]::new));
            if (first < ASCII) {
              finder.firstAscii[first] = true;
            } else {
              finder.hasOthers = true;
            }
          });
      return finder;
    }
  }

  /** Splits a part of a text at the added tokens in it. */
  void split(AlignedText text, int from, int to, Pieces out) {
    char[] chars = text.chars();
    int done = from;
    for (int i = from; i < to; ) {
      Candidate found = at(chars, i, to);
      if (found == null) {
        i++;
        continue;
      }
      int start = i;
      int end = i + found.text().length;
      i = end;
      AddedToken token = found.token();
      if (token.singleWord() && isInWord(chars, from, start, end, to)) {
        continue;
      }
      if (token.lstrip()) {
        while (start > done && Unicode.isWhitespace(chars[start - 1])) {
          start--;
        }
      }
      if (token.rstrip()) {
        while (end < to && Unicode.isWhitespace(chars[end])) {
          end++;
        }
      }
      start = Math.max(start, done);
      out.add(done, start);
      out.add(start, end, text.start(start), found.id());
      done = end;
    }
    out.add(done, to);
  }

  private @Nullable Candidate at(char[] chars, int i, int to) {
    char first = chars[i];
    if (first < ASCII ? !firstAscii[first] : !hasOthers) {
      return null;
    }
    Candidate[] candidates = byFirst.get(first);
    if (candidates == null) {
      return null;
    }
    for (Candidate candidate : candidates) {
      char[] text = candidate.text();
      if (i + text.length <= to && Arrays.equals(text, 0, text.length, chars, i, i + text.length)) {
        return candidate;
      }
    }
    return null;
  }

  private static boolean isInWord(char[] chars, int from, int start, int end, int to) {
    boolean before =
        start > from && Unicode.isRustWord(Character.codePointBefore(chars, start, from));
    boolean behind = end < to && Unicode.isRustWord(Character.codePointAt(chars, end, to));
    return before || behind;
  }
}
