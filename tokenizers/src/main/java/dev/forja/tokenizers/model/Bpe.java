package dev.forja.tokenizers.model;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Byte-pair encoding: a word is a list of characters, and the pair of neighbours with the lowest
 * rank is merged, the first such pair first, until no pair can be merged.
 */
final class Bpe extends VocabularyModel {
  private static final int SHORT = 40;

  private final Merges merges;
  private final BpeOptions options;
  private final int[] bytes = new int[256];
  private final boolean isPlain;
  private final int[] single = new int[512];

  Bpe(Vocabulary vocabulary, Merges merges, BpeOptions options) {
    super(vocabulary);
    this.merges = merges;
    this.options = options;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = vocabulary.idOf("<0x%02X>".formatted(i));
    }
    isPlain = options.prefix() == null && options.suffix() == null;
    for (int i = 0; i < single.length; i++) {
      single[i] = vocabulary.idOf(Character.toString(i));
    }
  }

  @Override
  public void tokenize(char[] chars, int from, int to, Scratch scratch, Tokens out) {
    int slot = Scratch.slot(chars, from, to);
    if (slot >= 0 && scratch.copy(slot, chars, from, to, out)) {
      return;
    }
    int first = out.count();
    int whole = options.ignoreMerges() ? vocabulary.idOf(chars, from, to) : Vocabulary.NONE;
    if (whole != Vocabulary.NONE) {
      out.add(whole, from, to);
    } else {
      divide(chars, from, to, scratch, out);
    }
    if (slot >= 0) {
      scratch.keep(slot, chars, from, to, out, first);
    }
  }

  private void divide(char[] chars, int from, int to, Scratch scratch, Tokens out) {
    Symbols symbols = new Symbols(scratch, false);
    if (!fill(symbols, chars, from, to)) {
      symbols = new Symbols(scratch, true);
      fill(symbols, chars, from, to);
    }
    int count = symbols.count();
    if (count > SHORT) {
      count = new LongMerge(scratch.a, scratch.b, count, merges).merge();
    } else {
      count = merge(scratch, count);
    }
    int place = 0;
    if (symbols.isInBytes()) {
      ByteSpans spans = new ByteSpans(chars, from, to);
      for (int i = 0; i < count; i++) {
        out.add(scratch.a[i], spans.charAt(place), spans.endAfter(place + scratch.b[i] - 1));
        place += scratch.b[i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        out.add(scratch.a[i], from + place, from + place + scratch.b[i]);
        place += scratch.b[i];
      }
    }
  }

  /**
   * Fills in the parts of a word before anything is merged.
   *
   * @return whether they have their right lengths in chars; else lengths in bytes are needed
   */
  private boolean fill(Symbols symbols, char[] chars, int from, int to) {
    for (int i = from; i < to; ) {
      int c = Character.codePointAt(chars, i, to);
      int size = Character.charCount(c);
      int length = symbols.length(c);
      String spelled = isPlain ? null : spelled(c, i == from, i + size == to);
      int id =
          spelled != null
              ? vocabulary.idOf(spelled)
              : c < single.length ? single[c] : vocabulary.idOf(chars, i, i + size);
      i += size;
      if (id != Vocabulary.NONE) {
        symbols.add(id, length);
        continue;
      }
      byte[] utf8 =
          options.byteFallback() ? known(spelled == null ? Character.toString(c) : spelled) : null;
      if (utf8 == null && options.unknown() != null) {
        symbols.addUnknown(unknown(options.unknown()), length, options.fuseUnknown());
        continue;
      }
      if (!symbols.isInBytes()) {
        return false;
      }
      for (int k = 0; utf8 != null && k < utf8.length; k++) {
        symbols.addByte(bytes[utf8[k] & 255]);
      }
    }
    symbols.end();
    return true;
  }

  private String spelled(int c, boolean isFirst, boolean isLast) {
    String spelled = Character.toString(c);
    if (!isFirst && options.prefix() != null) {
      spelled = options.prefix() + spelled;
    }
    return isLast && options.suffix() != null ? spelled + options.suffix() : spelled;
  }

  /** The bytes of a text if a token stands for each of them, else null. */
  private byte @Nullable [] known(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    for (byte b : utf8) {
      if (bytes[b & 255] == Vocabulary.NONE) {
        return null;
      }
    }
    return utf8;
  }

  /** Merges symbols in place, and returns how many are left. For few, a search is fastest. */
  private int merge(Scratch scratch, int symbols) {
    int[] ids = scratch.a;
    int[] lengths = scratch.b;
    int[] ranks = scratch.c;
    int[] merged = scratch.d;
    int count = symbols;
    for (int i = 0; i + 1 < count; i++) {
      rank(ids[i], ids[i + 1], i, ranks, merged);
    }
    while (count > 1) {
      int best = 0;
      for (int i = 1; i + 1 < count; i++) {
        if (ranks[i] < ranks[best]) {
          best = i;
        }
      }
      if (ranks[best] == Integer.MAX_VALUE) {
        break;
      }
      ids[best] = merged[best];
      lengths[best] += lengths[best + 1];
      int moved = count - best - 2;
      System.arraycopy(ids, best + 2, ids, best + 1, moved);
      System.arraycopy(lengths, best + 2, lengths, best + 1, moved);
      System.arraycopy(ranks, best + 2, ranks, best + 1, moved);
      System.arraycopy(merged, best + 2, merged, best + 1, moved);
      count--;
      if (best > 0) {
        rank(ids[best - 1], ids[best], best - 1, ranks, merged);
      }
      if (best + 1 < count) {
        rank(ids[best], ids[best + 1], best, ranks, merged);
      }
    }
    return count;
  }

  private void rank(int first, int second, int at, int[] ranks, int[] merged) {
    long found = merges.get(first, second);
    ranks[at] = found < 0 ? Integer.MAX_VALUE : (int) (found >>> 32);
    merged[at] = (int) found;
  }
}
