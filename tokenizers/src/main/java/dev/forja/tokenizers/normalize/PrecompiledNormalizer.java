package dev.forja.tokenizers.normalize;

import dev.forja.tokenizers.text.AlignedText;
import dev.forja.tokenizers.text.Transform;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces characters as a SentencePiece model says: short grapheme clusters as a whole if they
 * have a replacement, else each of their characters.
 */
final class PrecompiledNormalizer implements Normalizer {
  private static final Pattern CLUSTER = Pattern.compile("\\X");
  private static final int MOST_BYTES = 5;
  private static final String SAME = "\0";

  private final Charsmap charsmap;

  /** The replacements of ASCII characters; {@link #SAME} for those without. */
  private final String[] ascii = new String[128];

  PrecompiledNormalizer(Charsmap charsmap) {
    this.charsmap = charsmap;
    for (int c = 0; c < 128; c++) {
      String text = charsmap.replacement(new byte[] {(byte) c}, 1);
      ascii[c] = text == null ? SAME : text;
    }
  }

  @Override
  public AlignedText apply(AlignedText text, int shift, AlignedText spare) {
    if (isPlain(text)) {
      return text;
    }
    spare.clearAligned();
    char[] chars = text.chars();
    int length = text.length();
    Changes out = new Changes(length + 16);
    byte[] bytes = new byte[4 * MOST_BYTES];
    Matcher clusters = null;
    for (int i = 0; i < length; ) {
      if (chars[i] < 128 && chars[i] != '\r' && (i + 1 == length || chars[i + 1] < 128)) {
        write(ascii[chars[i]].equals(SAME) ? null : ascii[chars[i]], chars[i], 1, out);
        i++;
        continue;
      }
      if (clusters == null) {
        clusters = CLUSTER.matcher(text.toString());
      }
      int end = clusters.region(i, length).lookingAt() ? clusters.end() : i + 1;
      cluster(chars, i, end, bytes, out);
      i = end;
    }
    out.write(new Transform(text, 0, length, shift, spare));
    return spare;
  }

  private boolean isPlain(AlignedText text) {
    char[] chars = text.chars();
    for (int i = 0; i < text.length(); i++) {
      if (chars[i] >= 128 || chars[i] == '\r' || !ascii[chars[i]].equals(SAME)) {
        return false;
      }
    }
    return true;
  }

  private void cluster(char[] chars, int from, int to, byte[] bytes, Changes out) {
    int size = to - from <= MOST_BYTES ? utf8(chars, from, to, bytes) : MOST_BYTES + 1;
    if (size <= MOST_BYTES) {
      String whole = charsmap.replacement(bytes, size);
      if (whole != null) {
        write(whole, 0, Character.codePointCount(chars, from, to - from), out);
        return;
      }
    }
    for (int i = from; i < to; ) {
      int c = Character.codePointAt(chars, i, to);
      int next = i + Character.charCount(c);
      write(charsmap.replacement(bytes, utf8(chars, i, next, bytes)), c, 1, out);
      i = next;
    }
  }

  /** Writes a replacement of some characters, or the one character itself if there is none. */
  private static void write(@Nullable String text, int c, int replaced, Changes out) {
    if (text == null) {
      out.add(c, 0);
      return;
    }
    int[] written = text.codePoints().toArray();
    int more = written.length - replaced;
    for (int i = 0; i < written.length; i++) {
      out.add(written[i], i >= written.length - more ? 1 : 0);
    }
    if (more < 0) {
      out.removeMore(-more);
    }
  }

  /** The characters of the new text, and how each came about. */
  private static final class Changes {
    private int[] characters;
    private int[] changes;
    private int count;

    Changes(int size) {
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

    /** Lets the last character stand for removed ones too; at the beginning, nothing does. */
    void removeMore(int removed) {
      if (count > 0) {
        changes[count - 1] -= removed;
      }
    }

    void write(Transform out) {
      for (int i = 0; i < count; i++) {
        out.emit(characters[i], changes[i]);
      }
    }
  }

  private static int utf8(char[] chars, int from, int to, byte[] bytes) {
    int size = 0;
    for (int i = from; i < to; ) {
      int c = Character.codePointAt(chars, i, to);
      i += Character.charCount(c);
      if (c < 0x80) {
        bytes[size++] = (byte) c;
        continue;
      }
      if (c < 0x800) {
        bytes[size++] = (byte) (0xC0 | c >> 6);
      } else if (c < 0x10000) {
        bytes[size++] = (byte) (0xE0 | c >> 12);
        bytes[size++] = (byte) (0x80 | ((c >> 6) & 63));
      } else {
        bytes[size++] = (byte) (0xF0 | c >> 18);
        bytes[size++] = (byte) (0x80 | ((c >> 12) & 63));
        bytes[size++] = (byte) (0x80 | ((c >> 6) & 63));
      }
      bytes[size++] = (byte) (0x80 | (c & 63));
    }
    return size;
  }
}
