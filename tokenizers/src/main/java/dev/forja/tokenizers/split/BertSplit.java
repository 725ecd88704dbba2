package dev.forja.tokenizers.split;

import dev.forja.tokenizers.text.Unicode;

/** Splits at white space, which is removed, and at punctuation, which is kept. */
final class BertSplit implements PreTokenizer {
  private static final byte[] ASCII = new byte[128];

  static {
    for (int c = 0; c < 128; c++) {
      ASCII[c] = (byte) (Unicode.isWhitespace(c) ? 1 : Unicode.isPunctuation(c) ? 2 : 0);
    }
  }

  @Override
  public void apply(Work work) {
    char[] chars = work.pieces().text().chars();
    PreTokenizer.split(
        work,
        (from, to, out) -> {
          int begin = from;
          int i = from;
          while (i < to) {
            int c = chars[i];
            int next = i + 1;
            int kind;
            if (c < 128) {
              kind = ASCII[c];
            } else {
              c = Character.codePointAt(chars, i, to);
              next = i + Character.charCount(c);
              kind = Unicode.isWhitespace(c) ? 1 : Unicode.isPunctuation(c) ? 2 : 0;
            }
            if (kind != 0) {
              out.add(begin, i);
              if (kind == 2) {
                out.add(i, next);
              }
              begin = next;
            }
            i = next;
          }
          out.add(begin, to);
        });
  }
}
