package dev.forja.tokenizers.text;

/**
 * Writes a changed copy of a part of a text, character by character, and keeps the places of the
 * original. Each character says how it came about: it replaces the next character of the source
 * (0), is a new one (1), or replaces the next one and {@code n} more that are gone (-n). A new
 * character has the place of the one before. Only one thread may use it.
 */
public final class Transform {
  private final AlignedText source;
  private final AlignedText target;
  private final int from;
  private final int to;
  private final int shift;
  private int position;

  /**
   * @param source the text to copy from, whose parts are kept
   * @param from the first char of the part that is copied
   * @param to the index after its last char
   * @param shift the place in the original of what is inserted before the first char
   * @param target the text to add to, whose parts are kept
   */
  public Transform(AlignedText source, int from, int to, int shift, AlignedText target) {
    source.align();
    this.source = source;
    this.target = target;
    this.from = from;
    this.to = to;
    this.shift = shift;
    this.position = from;
  }

  /** Leaves characters of the source out, before the first that is kept. */
  public void skip(int characters) {
    for (int i = 0; i < characters; i++) {
      position += size(position);
    }
  }

  /** Adds a character. */
  public void emit(int character, int change) {
    int at = change > 0 ? position - 1 : Math.min(position, to - 1);
    int start = at < from ? shift : source.start(at);
    int end = at < from ? shift : source.alignedEnd(at);
    if (change <= 0) {
      position += size(position);
      skip(-change);
    }
    if (character < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
      target.add((char) character, start, end);
    } else {
      target.add(Character.highSurrogate(character), start, end);
      target.add(Character.lowSurrogate(character), start, end);
    }
  }

  private int size(int index) {
    if (index >= to) {
      return 0;
    }
    return Character.isHighSurrogate(source.chars()[index]) && index + 1 < to ? 2 : 1;
  }
}
