package dev.forja.demo.text;

import java.text.Normalizer;

/** Normalises the spelling of words, character by character. */
record BertNormalizer(
    boolean cleanText, boolean spaceChinese, boolean stripAccents, boolean lowercase) {

  String normalize(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> clean(c, out));
    if (stripAccents) {
      String decomposed = Normalizer.normalize(out, Normalizer.Form.NFD);
      out.setLength(0);
      decomposed
          .codePoints()
          .filter(c -> Unicode8.type(c) != Character.NON_SPACING_MARK)
          .forEach(out::appendCodePoint);
    }
    if (lowercase) {
      String before = out.toString();
      out.setLength(0);
      before.codePoints().forEach(c -> lower(c, out));
    }
    return out.toString();
  }

  private void clean(int c, StringBuilder out) {
    if (cleanText && (c == 0 || c == 0xfffd || Chars.isControl(c))) {
      return;
    }
    if (cleanText && Chars.isWhitespace(c)) {
      out.append(' ');
    } else if (spaceChinese && Chars.isChinese(c)) {
      out.append(' ').appendCodePoint(c).append(' ');
    } else {
      out.appendCodePoint(c);
    }
  }

  /**
   * Lowercases character by character, so that a sigma at the end of a word becomes an ordinary
   * sigma.
   */
  private static void lower(int c, StringBuilder out) {
    if (c == 'İ') {
      out.append("i\u0307"); // the only letter whose lowercase form is two characters
    } else {
      out.appendCodePoint(Character.toLowerCase(c));
    }
  }
}
