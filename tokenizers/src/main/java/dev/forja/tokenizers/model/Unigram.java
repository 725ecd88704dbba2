package dev.forja.tokenizers.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Divides a word into the pieces whose scores have the largest sum: the best division that ends at
 * each place is found from left to right. A character that is no piece has a score 10 below the
 * worst; neighbouring ones are one token.
 */
final class Unigram extends VocabularyModel {
  private static final double UNKNOWN_PENALTY = 10;

  private final String[] pieces;
  private final double[] scores;
  private final int unknown;
  private final boolean byteFallback;
  private final double unknownScore;
  private final Trie trie;
  private final int[] bytes = new int[256];

  Unigram(
      Vocabulary vocabulary, String[] pieces, double[] scores, int unknown, boolean byteFallback) {
    super(vocabulary);
    this.pieces = pieces;
    this.scores = scores;
    this.unknown = unknown;
    this.byteFallback = byteFallback;
    trie = new Trie(pieces.length);
    double worst = Double.POSITIVE_INFINITY;
    for (int i = 0; i < pieces.length; i++) {
      trie.put(pieces[i], i);
      worst = scores[i] < worst ? scores[i] : worst;
    }
    unknownScore = worst - UNKNOWN_PENALTY;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = vocabulary.idOf("<0x%02X>".formatted(i));
    }
  }

  @Override
  public void tokenize(char[] chars, int from, int to, Scratch scratch, Tokens out) {
    int slot = Scratch.slot(chars, from, to);
    if (slot >= 0 && scratch.copy(slot, chars, from, to, out)) {
      return;
    }
    int first = out.count();
    boolean allKnown = divide(chars, from, to, scratch, out);
    if (slot >= 0 && allKnown) {
      scratch.keep(slot, chars, from, to, out, first);
    }
  }

  @Override
  public int size() {
    return pieces.length; // a piece that is there twice counts twice
  }

  @Override
  public @Nullable String tokenOf(int id) {
    return id >= 0 && id < pieces.length ? pieces[id] : null;
  }

  /** Adds the tokens of a word; whether all are called as their ids are. */
  private boolean divide(char[] chars, int from, int to, Scratch scratch, Tokens out) {
    int size = to - from;
    scratch.room(size + 1);
    int[] starts = scratch.a;
    int[] found = scratch.b;
    double[] best = scratch.scores(size + 1);
    Arrays.fill(starts, 0, size + 1, -1);
    best[0] = 0;
    for (int at = 0; at < size; ) {
      int single = Character.charCount(Character.codePointAt(chars, from + at, to));
      boolean hasSingle = false;
      double here = best[at];
      int node = Trie.ROOT;
      for (int i = at; i < size; i++) {
        node = trie.child(node, chars[from + i]);
        if (node == Trie.NONE) {
          break;
        }
        int piece = trie.value(node);
        if (piece != Trie.NONE) {
          int end = i + 1;
          double score = scores[piece] + here;
          if (starts[end] < 0 || score > best[end]) {
            best[end] = score;
            starts[end] = at;
            found[end] = piece;
          }
          hasSingle |= end - at == single;
        }
      }
      if (!hasSingle) {
        int end = at + single;
        double score = unknownScore + here;
        if (starts[end] < 0 || score > best[end]) {
          best[end] = score;
          starts[end] = at;
          found[end] = needUnknown();
        }
      }
      at += single;
    }
    return emit(chars, from, size, scratch, out);
  }

  private int needUnknown() {
    return unknown == Vocabulary.NONE ? unknown(null) : unknown;
  }

  private boolean emit(char[] chars, int from, int size, Scratch scratch, Tokens out) {
    int[] starts = scratch.a;
    int[] found = scratch.b;
    int[] path = scratch.c;
    int count = 0;
    for (int end = size; end > 0; end = starts[end]) {
      path[count++] = end;
    }
    boolean allKnown = true;
    for (int i = count - 1; i >= 0; i--) {
      int start = starts[path[i]];
      if (found[path[i]] != unknown) {
        out.add(found[path[i]], from + start, from + path[i]);
        continue;
      }
      while (i > 0 && found[path[i - 1]] == unknown) {
        i--;
      }
      addUnknown(chars, from + start, from + path[i], out);
      allKnown = false;
    }
    return allKnown;
  }

  /** Adds what is unknown: it may be a token all the same, as a whole or byte by byte. */
  private void addUnknown(char[] chars, int from, int to, Tokens out) {
    String text = new String(chars, from, to - from);
    int id = vocabulary.idOf(text);
    if (id != Vocabulary.NONE) {
      out.add(id, from, to, text);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (byteFallback && areKnown(utf8)) {
      for (byte b : utf8) {
        out.add(bytes[b & 255], from, to);
      }
      return;
    }
    out.add(needUnknown(), from, to, text);
  }

  private boolean areKnown(byte[] utf8) {
    for (byte b : utf8) {
      if (bytes[b & 255] == Vocabulary.NONE) {
        return false;
      }
    }
    return true;
  }
}
