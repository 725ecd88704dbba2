package dev.forja.tokenizers.split;

import dev.forja.tokenizers.text.Unicode;

/** Splits into runs of characters of words, and runs of other characters but white space. */
final class WhitespaceWords implements PreTokenizer {
  @Override
  public void apply(Work work) {
    char[] chars = work.pieces().text().chars();
    PreTokenizer.split(
        work,
        (from, to, out) -> {
          int begin = from;
          int last = 0;
          for (int i = from; i < to; ) {
            int c = Character.codePointAt(chars, i, to);
            int kind = Unicode.isRustWord(c) ? 1 : Unicode.isWhitespace(c) ? 0 : 2;
            if (kind != last) {
              if (last != 0) {
                out.add(begin, i);
              }
              begin = i;
              last = kind;
            }
            i += Character.charCount(c);
          }
          if (last != 0) {
            out.add(begin, to);
          }
        });
  }
}
