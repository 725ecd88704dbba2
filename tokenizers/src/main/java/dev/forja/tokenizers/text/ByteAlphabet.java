package dev.forja.tokenizers.text;

/**
 * The visible character that stands for each byte in byte-level vocabularies, as defined by GPT-2's
 * encoder: printable bytes stand for themselves, all others for characters from U+0100 on.
 */
public final class ByteAlphabet {
  private static final char[] CHARS = new char[256];
  private static final short[] BYTES = new short[512];

  static {
    java.util.Arrays.fill(BYTES, (short) -1);
    int next = 256;
    for (int b = 0; b < 256; b++) {
      boolean isVisible = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
      CHARS[b] = (char) (isVisible ? b : next++);
      BYTES[CHARS[b]] = (short) b;
    }
  }

  /** The character that stands for a space. */
  public static final char SPACE = CHARS[' '];

  private ByteAlphabet() {}

  /** The character that stands for a byte. */
  public static char charOf(int value) {
    return CHARS[value & 255];
  }

  /** The byte that a character stands for, or -1. */
  public static int byteOf(int c) {
    return c < BYTES.length ? BYTES[c] : -1;
  }

  /** Adds the characters that stand for the bytes of a part of a text in UTF-8. */
  public static void write(AlignedText source, int from, int to, AlignedText target) {
    char[] chars = source.chars();
    for (int i = from; i < to; ) {
      char c = chars[i];
      if (c < 0x80) {
        target.add(CHARS[c], source.start(i), source.endBefore(i + 1));
        i++;
        continue;
      }
      int code = Character.codePointAt(chars, i, to);
      int size = Character.charCount(code);
      int start = source.start(i);
      int end = source.endBefore(i + size);
      if (code < 0x800) {
        target.add(CHARS[0xC0 | code >> 6], start, end);
      } else if (code < 0x10000) {
        target.add(CHARS[0xE0 | code >> 12], start, end);
        target.add(CHARS[0x80 | ((code >> 6) & 63)], start, end);
      } else {
        target.add(CHARS[0xF0 | code >> 18], start, end);
        target.add(CHARS[0x80 | ((code >> 12) & 63)], start, end);
        target.add(CHARS[0x80 | ((code >> 6) & 63)], start, end);
      }
      target.add(CHARS[0x80 | (code & 63)], start, end);
      i += size;
    }
  }
}
