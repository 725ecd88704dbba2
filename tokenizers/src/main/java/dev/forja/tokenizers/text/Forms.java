package dev.forja.tokenizers.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The Unicode normalisation forms, as defined by Unicode Standard Annex 15, of the characters that
 * {@link Unicode} knows. What a character decomposes into never changes between versions, so the
 * JDK is asked for that.
 */
public final class Forms {
  private static final int S = 0xAC00;
  private static final int L = 0x1100;
  private static final int V = 0x1161;
  private static final int T = 0x11A7;
  private static final int SYLLABLES = 11172;

  private static final Map<Integer, int[]> CANONICAL = new HashMap<>();
  private static final Map<Integer, int[]> COMPATIBLE = new HashMap<>();
  private static final Map<Long, Integer> COMPOSED = new HashMap<>();

  static {
    for (int c = 0; c < 0x110000; c++) {
      if (Unicode.isCompatible(c)) {
        String text = Character.toString(c);
        COMPATIBLE.put(c, decomposed(text, Normalizer.Form.NFKD));
        if (Unicode.isCanonical(c)) {
          int[] parts = decomposed(text, Normalizer.Form.NFD);
          CANONICAL.put(c, parts);
          if (parts.length > 1 && Normalizer.normalize(text, Normalizer.Form.NFC).equals(text)) {
            addComposed(c, parts);
          }
        }
      }
    }
  }

  private Forms() {}

  private static int[] decomposed(String text, Normalizer.Form form) {
    return Normalizer.normalize(text, form).codePoints().toArray();
  }

  private static void addComposed(int c, int[] parts) {
    String first = new String(parts, 0, parts.length - 1);
    int[] composed = Normalizer.normalize(first, Normalizer.Form.NFC).codePoints().toArray();
    if (composed.length == 1) {
      COMPOSED.put(pair(composed[0], parts[parts.length - 1]), c);
    }
  }

  private static long pair(int first, int second) {
    return (long) first << 32 | second;
  }

  /**
   * Adds a normalisation form of a part of a text.
   *
   * @param compatible whether compatibility decompositions are made too
   * @param compose whether characters are composed again
   */
  public static void apply(
      AlignedText source, int from, int to, boolean compatible, boolean compose, Transform out) {
    Units units = new Units(to - from + 16);
    for (int i = from; i < to; ) {
      int c = Character.codePointAt(source.chars(), i, to);
      i += Character.charCount(c);
      decompose(c, compatible, units);
    }
    units.order();
    if (compose) {
      units.compose();
    }
    for (int i = 0; i < units.count; i++) {
      out.emit(units.characters[i], units.changes[i]);
    }
  }

  private static void decompose(int c, boolean compatible, Units units) {
    if (c >= S && c < S + SYLLABLES) {
      int index = c - S;
      units.add(L + index / 588, 0);
      units.add(V + index % 588 / 28, 1);
      if (index % 28 > 0) {
        units.add(T + index % 28, 1);
      }
      return;
    }
    int[] parts =
        compatible
            ? Unicode.isCompatible(c) ? COMPATIBLE.get(c) : null
            : Unicode.isCanonical(c) ? CANONICAL.get(c) : null;
    if (parts == null) {
      units.add(c, 0);
      return;
    }
    for (int i = 0; i < parts.length; i++) {
      units.add(parts[i], i == 0 ? 0 : 1);
    }
  }

  /** The composition of two characters, or -1. */
  private static int composed(int a, int b) {
    if (a >= L && a < L + 19 && b >= V && b < V + 21) {
      return S + ((a - L) * 21 + b - V) * 28;
    }
    if (a >= S && a < S + SYLLABLES && (a - S) % 28 == 0 && b > T && b < T + 28) {
      return a + b - T;
    }
    if (b < 0x300) {
      return -1;
    }
    Integer found = COMPOSED.get(pair(a, b));
    return found == null ? -1 : found;
  }

  /** Characters, their combining classes, and how each came about. */
  private static final class Units {
    private int[] characters;
    private int[] changes;
    private int count;

    Units(int size) {
      characters = new int[size];
      changes = new int[size];
    }

    void add(int c, int change) {
      if (count == characters.length) {
        characters = Arrays.copyOf(characters, 2 * count);
        changes = Arrays.copyOf(changes, 2 * count);
      }
      characters[count] = c;
      changes[count++] = change;
    }

    /** Sorts marks by their class, and keeps the order of those of one class. */
    void order() {
      for (int i = 0; i < count; ) {
        if (Unicode.combiningClass(characters[i]) == 0) {
          i++;
          continue;
        }
        int from = i;
        boolean isSorted = true;
        int last = 0;
        while (i < count && Unicode.combiningClass(characters[i]) != 0) {
          int combining = Unicode.combiningClass(characters[i++]);
          isSorted &= last <= combining;
          last = combining;
        }
        if (!isSorted) {
          sort(from, i);
        }
      }
    }

    private void sort(int from, int to) {
      int[] places = new int[257];
      for (int i = from; i < to; i++) {
        places[Unicode.combiningClass(characters[i]) + 1]++;
      }
      for (int i = 1; i < places.length; i++) {
        places[i] += places[i - 1];
      }
      int[] oldCharacters = Arrays.copyOfRange(characters, from, to);
      int[] oldChanges = Arrays.copyOfRange(changes, from, to);
      for (int i = 0; i < oldCharacters.length; i++) {
        int place = from + places[Unicode.combiningClass(oldCharacters[i])]++;
        characters[place] = oldCharacters[i];
        changes[place] = oldChanges[i];
      }
    }

    void compose() {
      int starter = -1;
      int lastClass = -1;
      int kept = 0;
      for (int i = 0; i < count; i++) {
        int c = characters[i];
        int change = changes[i];
        int combining = Unicode.combiningClass(c);
        if (starter >= 0 && lastClass < combining) {
          int both = composed(characters[starter], c);
          if (both >= 0) {
            characters[starter] = both;
            changes[starter] += change - 1;
            continue;
          }
        }
        characters[kept] = c;
        changes[kept] = change;
        if (combining == 0) {
          starter = kept;
          lastClass = -1;
        } else if (starter >= 0) {
          lastClass = combining;
        }
        kept++;
      }
      count = kept;
    }
  }
}
