package dev.forja.tokenizers.model;

/** Which characters of a word the bytes of its UTF-8 belong to. */
final class ByteSpans {
  private final int[] starts;
  private final int[] ends;
  private final int from;

  ByteSpans(char[] chars, int from, int to) {
    this.from = from;
    int size = 0;
    for (int i = from; i < to; i++) {
      size += chars[i] < 0x80 ? 1 : chars[i] < 0x800 || Character.isSurrogate(chars[i]) ? 2 : 3;
    }
    starts = new int[size];
    ends = new int[size];
    int at = 0;
    for (int i = from; i < to; ) {
      int c = Character.codePointAt(chars, i, to);
      int next = i + Character.charCount(c);
      int bytes = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      for (int k = 0; k < bytes; k++) {
        starts[at] = i;
        ends[at++] = next;
      }
      i = next;
    }
  }

  /** The first char of the character of a byte. */
  int charAt(int index) {
    return starts.length == 0 ? from : starts[Math.min(index, starts.length - 1)];
  }

  /** The index after the last char of the character of a byte. */
  int endAfter(int index) {
    return ends.length == 0 ? from : ends[Math.clamp(index, 0, ends.length - 1)];
  }
}
