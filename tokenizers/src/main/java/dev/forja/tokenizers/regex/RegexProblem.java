package dev.forja.tokenizers.regex;

import java.io.Serial;

/** A regular expression that cannot be used. */
public final class RegexProblem extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /** What is wrong with it. */
  public RegexProblem(String problem) {
    super(problem);
  }
}
