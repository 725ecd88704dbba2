package dev.forja.tokenizers.split;

import dev.forja.tokenizers.text.AlignedText;
import dev.forja.tokenizers.text.Pieces;

/** Replaces spaces by a visible character, puts one in front, and splits before each. */
final class MetaspaceSplit implements PreTokenizer {
  /** Where the visible character is put in front. */
  enum Prepend {
    FIRST,
    NEVER,
    ALWAYS
  }

  private final int replacement;
  private final Prepend prepend;
  private final boolean isSplit;

  MetaspaceSplit(int replacement, Prepend prepend, boolean isSplit) {
    this.replacement = replacement;
    this.prepend = prepend;
    this.isSplit = isSplit;
  }

  @Override
  public void apply(Work work) {
    Pieces in = work.pieces();
    AlignedText source = in.text();
    AlignedText target = work.spare();
    Pieces out = work.next(target);
    for (int i = 0; i < in.count(); i++) {
      int begin = target.length();
      if (in.token(i) != Pieces.NONE) {
        target.add(source, in.from(i), in.to(i));
        out.add(begin, target.length(), in.shift(i), in.token(i));
        continue;
      }
      write(source, in.from(i), in.to(i), in.shift(i), target);
      if (isSplit) {
        split(target, begin, out);
      } else {
        out.add(begin, target.length(), in.shift(i), Pieces.NONE);
      }
    }
    work.done();
  }

  private void write(AlignedText source, int from, int to, int shift, AlignedText target) {
    char[] chars = source.chars();
    int first = Character.codePointAt(chars, from, to);
    boolean isThere = first == replacement || first == ' ';
    if (!isThere && (prepend == Prepend.ALWAYS || (prepend == Prepend.FIRST && shift == 0))) {
      int size = Character.charCount(first);
      add(source.start(from), source.endBefore(from + size), target);
    }
    int done = from;
    for (int i = from; i < to; i++) {
      if (chars[i] == ' ') {
        target.add(source, done, i);
        add(source.start(i), source.endBefore(i + 1), target);
        done = i + 1;
      }
    }
    target.add(source, done, to);
  }

  private void add(int start, int end, AlignedText target) {
    if (replacement < 0x10000) {
      target.add((char) replacement, start, end);
    } else {
      target.add(Character.highSurrogate(replacement), start, end);
      target.add(Character.lowSurrogate(replacement), start, end);
    }
  }

  /** Each replacement is joined with what follows it, up to the next. */
  private void split(AlignedText text, int from, Pieces out) {
    char[] chars = text.chars();
    int to = text.length();
    int begin = from;
    for (int i = from; i < to; ) {
      int c = Character.codePointAt(chars, i, to);
      if (c == replacement) {
        out.add(begin, i);
        begin = i;
      }
      i += Character.charCount(c);
    }
    out.add(begin, to);
  }
}
