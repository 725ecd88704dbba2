package dev.forja.tokenizers.post;

import dev.forja.tokenizers.text.ByteAlphabet;
import dev.forja.tokenizers.text.Unicode;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Takes the white space at the ends of byte-level tokens out of their places.
 *
 * @param isTrimmed whether it does so
 * @param addPrefixSpace whether a space may have been put in front of the text, which has no place
 * @param setsSequences whether runs are numbered anew
 * @param zeroTypes whether type ids become 0
 * @param names the names of ids
 */
record TrimOffsets(
    boolean isTrimmed,
    boolean addPrefixSpace,
    boolean setsSequences,
    boolean zeroTypes,
    IntFunction<String> names)
    implements PostProcessor {

  @Override
  public int added(boolean isPair) {
    return 0;
  }

  @Override
  public List<TokenRun> process(List<TokenRun> runs, boolean addSpecialTokens) {
    for (int i = 0; i < runs.size(); i++) {
      TokenRun run = runs.get(i);
      if (isTrimmed) {
        trim(run);
        run.overflowing.forEach(this::trim);
      }
      if (setsSequences) {
        Arrays.fill(run.sequenceIds, i);
      }
      if (zeroTypes) {
        Arrays.fill(run.typeIds, 0);
      }
    }
    return runs;
  }

  private void trim(TokenRun run) {
    for (int i = 0; i < run.size(); i++) {
      String own = run.name(i);
      String name = own == null ? names.apply(run.ids[i]) : own;
      int leading = 0;
      while (leading < name.length() && isSpace(name.charAt(leading))) {
        leading++;
      }
      int trailing = 0;
      while (trailing < name.length() && isSpace(name.charAt(name.length() - 1 - trailing))) {
        trailing++;
      }
      if (leading > 0) {
        boolean isFirst = i == 0 || run.starts[i] == 0;
        int cut = isFirst && addPrefixSpace && leading == 1 ? 0 : leading;
        for (int k = 0; k < cut && run.starts[i] < run.ends[i]; k++) {
          run.starts[i] = next(run.text, run.starts[i]);
        }
      }
      if (run.ends[i] >= trailing) {
        for (int k = 0; k < trailing && run.ends[i] > run.starts[i]; k++) {
          run.ends[i] = before(run.text, run.ends[i]);
        }
      }
    }
  }

  /**
   * A space that was put in front has the place of the character behind it, which may be a pair.
   */
  private static int next(String text, int index) {
    return index < text.length() ? text.offsetByCodePoints(index, 1) : index + 1;
  }

  private static int before(String text, int index) {
    return index <= text.length() ? text.offsetByCodePoints(index, -1) : index - 1;
  }

  private static boolean isSpace(char c) {
    return c == ByteAlphabet.SPACE || Unicode.isWhitespace(c);
  }
}
