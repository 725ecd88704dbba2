package dev.forja.tokenizers.regex;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Makes finders of regular expressions. */
public final class Finders {
  private Finders() {}

  /** A finder of what GPT-2's regular expression matches. */
  public static Finder gpt2() {
    return WordScanner.gpt2();
  }

  /**
   * A finder of the matches of a regular expression in Oniguruma's syntax.
   *
   * @throws RegexProblem if it is none, or if it has something that cannot be translated
   */
  public static Finder regex(String expression) {
    return switch (expression) {
      case WordScanner.GPT2 -> WordScanner.gpt2();
      case WordScanner.LLAMA3 -> WordScanner.llama3();
      case WordScanner.QWEN -> WordScanner.qwen();
      default -> translated(expression);
    };
  }

  private static Finder translated(String expression) {
    try {
      return new RegexFinder(
          Pattern.compile(
              new OnigTranslator(expression).translate(), Pattern.MULTILINE | Pattern.UNIX_LINES));
    } catch (PatternSyntaxException e) {
      throw new RegexProblem("it cannot be read: " + e.getDescription());
    }
  }
}
