package dev.forja.tokenizers.model;

/** The parts of a word before anything is merged. */
final class Symbols {
  private final Scratch scratch;
  private final boolean inBytes;
  private int count;
  private int unknown = Vocabulary.NONE;
  private int unknownLength;

  /**
   * @param inBytes whether lengths are those of UTF-8; else in chars
   */
  Symbols(Scratch scratch, boolean inBytes) {
    this.scratch = scratch;
    this.inBytes = inBytes;
  }

  boolean isInBytes() {
    return inBytes;
  }

  int count() {
    return count;
  }

  /** The length of a character. */
  int length(int c) {
    if (!inBytes) {
      return Character.charCount(c);
    }
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }

  private void push(int id, int length) {
    if (count == scratch.a.length) {
      scratch.room(2 * count);
    }
    scratch.a[count] = id;
    scratch.b[count++] = length;
  }

  void add(int id, int length) {
    end();
    push(id, length);
  }

  /**
   * Adds the token of a byte. An unknown character before it is added behind it, as it is there.
   */
  void addByte(int id) {
    push(id, 1);
  }

  void addUnknown(int id, int length, boolean fuse) {
    if (unknown != Vocabulary.NONE && fuse) {
      unknownLength += length;
      return;
    }
    end();
    unknown = id;
    unknownLength = length;
  }

  /** Adds an unknown character that is still to be added. */
  void end() {
    if (unknown != Vocabulary.NONE) {
      push(unknown, unknownLength);
      unknown = Vocabulary.NONE;
    }
  }
}
