package dev.forja.tokenizers.split;

import dev.forja.tokenizers.regex.Finder;
import dev.forja.tokenizers.regex.Matches;
import dev.forja.tokenizers.text.AlignedText;
import dev.forja.tokenizers.text.ByteAlphabet;
import dev.forja.tokenizers.text.Pieces;
import org.jspecify.annotations.Nullable;

/** Splits as GPT-2 does, and replaces each character by those that stand for its bytes. */
final class ByteLevelSplit implements PreTokenizer {
  private final boolean addPrefixSpace;
  private final @Nullable Finder finder;

  /**
   * @param finder finds the words; null if nothing is split
   */
  ByteLevelSplit(boolean addPrefixSpace, @Nullable Finder finder) {
    this.addPrefixSpace = addPrefixSpace;
    this.finder = finder;
  }

  @Override
  public void apply(Work work) {
    if (addPrefixSpace) {
      addSpaces(work);
    }
    Pieces in = work.pieces();
    AlignedText source = in.text();
    AlignedText target = work.spare();
    Pieces out = work.next(target);
    for (int i = 0; i < in.count(); i++) {
      int from = in.from(i);
      int to = in.to(i);
      int begin = target.length();
      if (in.token(i) != Pieces.NONE) {
        target.add(source, from, to);
        out.add(begin, target.length(), in.shift(i), in.token(i));
      } else if (finder == null) {
        ByteAlphabet.write(source, from, to, target);
        out.add(begin, target.length(), in.shift(i), Pieces.NONE);
      } else {
        words(source, from, to, work.matches(), finder, out);
      }
    }
    work.done();
  }

  private static void words(
      AlignedText source, int from, int to, Matches found, Finder finder, Pieces out) {
    finder.find(source.chars(), from, to, found);
    for (int i = 0; i < found.count(); i++) {
      int begin = out.text().length();
      ByteAlphabet.write(source, found.start(i), found.end(i), out.text());
      out.add(begin, out.text().length());
    }
  }

  private static void addSpaces(Work work) {
    Pieces in = work.pieces();
    boolean isNeeded = false;
    for (int i = 0; i < in.count(); i++) {
      isNeeded |= in.token(i) == Pieces.NONE && in.text().chars()[in.from(i)] != ' ';
    }
    if (!isNeeded) {
      return;
    }
    AlignedText source = in.text();
    AlignedText target = work.spare();
    Pieces out = work.next(target);
    for (int i = 0; i < in.count(); i++) {
      int from = in.from(i);
      int begin = target.length();
      if (in.token(i) == Pieces.NONE && source.chars()[from] != ' ') {
        int size = Character.charCount(Character.codePointAt(source.chars(), from, in.to(i)));
        target.add(' ', source.start(from), source.endBefore(from + size));
      }
      target.add(source, from, in.to(i));
      out.add(begin, target.length(), in.shift(i), in.token(i));
    }
    work.done();
  }
}
