package dev.forja.tokenizers.split;

import dev.forja.tokenizers.text.Pieces;
import dev.forja.tokenizers.text.Scripts;
import java.lang.Character.UnicodeScript;

/** Splits where the script changes. White space before the first script is lost. */
final class ScriptSplit implements PreTokenizer {
  @Override
  public void apply(Work work) {
    char[] chars = work.pieces().text().chars();
    PreTokenizer.split(work, (from, to, out) -> split(chars, from, to, out));
  }

  private static void split(char[] chars, int from, int to, Pieces out) {
    int begin = -1;
    UnicodeScript last = null;
    for (int i = from; i < to; ) {
      int c = Character.codePointAt(chars, i, to);
      UnicodeScript script = Scripts.of(c);
      if (script != null && script != last) {
        if (begin >= 0) {
          out.add(begin, i);
        }
        begin = i;
        last = script;
      }
      i += Character.charCount(c);
    }
    if (begin >= 0) {
      out.add(begin, to);
    }
  }
}
