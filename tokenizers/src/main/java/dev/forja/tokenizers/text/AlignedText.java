package dev.forja.tokenizers.text;

import java.util.Arrays;

/**
 * A text that changes, and for each of its chars the part of the original text that it came from.
 * As long as each char is the one at the same place of the original, no such parts are kept. Only
 * one thread may use it.
 */
public final class AlignedText {
  private char[] chars = new char[256];
  private int length;
  private int[] starts = new int[0];
  private int[] ends = new int[0];
  private boolean isIdentity = true;

  /** The chars; only the first {@link #length} are of the text. */
  public char[] chars() {
    return chars;
  }

  /** The number of chars. */
  public int length() {
    return length;
  }

  /** Whether each char is at its place in the original text. */
  public boolean isIdentity() {
    return isIdentity;
  }

  /** Becomes a copy of the original text; half a surrogate pair becomes U+FFFD. */
  public void set(String text) {
    length = text.length();
    if (chars.length < length) {
      chars = new char[Math.max(length, 2 * Math.min(chars.length, 1 << 28))];
    }
    text.getChars(0, length, chars, 0);
    isIdentity = true;
    for (int i = 0; i < length; i++) {
      char c = chars[i];
      if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c)
            && i + 1 < length
            && Character.isLowSurrogate(chars[i + 1])) {
          i++;
        } else {
          chars[i] = '\uFFFD';
        }
      }
    }
  }

  /** Becomes empty. */
  public void clear() {
    length = 0;
    isIdentity = true;
  }

  /** Becomes empty, to be filled with chars from anywhere. */
  public void clearAligned() {
    length = 0;
    isIdentity = false;
  }

  /** Keeps parts from now on, even if each char is at its place. */
  public void align() {
    if (!isIdentity) {
      return;
    }
    room(length);
    for (int i = 0; i < length; i++) {
      boolean pair =
          Character.isHighSurrogate(chars[i])
              && i + 1 < length
              && Character.isLowSurrogate(chars[i + 1]);
      starts[i] = i;
      ends[i] = pair ? i + 2 : i + 1;
      if (pair) {
        starts[i + 1] = i;
        ends[i + 1] = i + 2;
        i++;
      }
    }
    isIdentity = false;
  }

  /** Where the part of the original begins that a char came from. */
  public int start(int index) {
    return isIdentity ? index : starts[index];
  }

  /** Where the part of the original ends that the char before an index came from. */
  public int endBefore(int index) {
    return isIdentity ? index : ends[index - 1];
  }

  /** Where the part of the original ends that a char came from; only if parts are kept. */
  public int alignedEnd(int index) {
    return ends[index];
  }

  /** Adds a char that came from a part of the original; only if parts are kept. */
  public void add(char c, int start, int end) {
    if (length == chars.length || length >= starts.length) {
      room(length + 1);
    }
    chars[length] = c;
    starts[length] = start;
    ends[length] = end;
    length++;
  }

  /** Adds chars of another text, with the parts that they came from. */
  public void add(AlignedText other, int from, int to) {
    room(length + to - from);
    System.arraycopy(other.chars, from, chars, length, to - from);
    if (other.isIdentity) {
      for (int i = from; i < to; i++) {
        boolean isHigh =
            Character.isHighSurrogate(chars[length + i - from]) && i + 1 < other.length;
        boolean isLow = Character.isLowSurrogate(chars[length + i - from]);
        starts[length + i - from] = isLow ? i - 1 : i;
        ends[length + i - from] = isHigh ? i + 2 : i + 1;
      }
    } else {
      System.arraycopy(other.starts, from, starts, length, to - from);
      System.arraycopy(other.ends, from, ends, length, to - from);
    }
    length += to - from;
  }

  private void room(int needed) {
    if (chars.length < needed) {
      chars = Arrays.copyOf(chars, grown(chars.length, needed));
    }
    if (starts.length < needed) {
      int size = Math.max(chars.length, grown(starts.length, needed));
      starts = Arrays.copyOf(starts, size);
      ends = Arrays.copyOf(ends, size);
    }
  }

  private static int grown(int size, int needed) {
    return Math.max(needed, (int) Math.min(2L * size, Integer.MAX_VALUE - 16));
  }

  /** Whether it holds on to more memory than a pool should keep. */
  public boolean isLarge() {
    return chars.length > 1 << 16;
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }
}
