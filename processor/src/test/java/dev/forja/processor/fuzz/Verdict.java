package dev.forja.processor.fuzz;

import java.util.List;

/** What became of a program on one target. */
sealed interface Verdict {
  /** The compiler alone does not take it, so it says nothing of the processor. */
  record NotJava(List<Compilation.Message> messages) implements Verdict {}

  /** Compiled with the processor; {@code clean} if also without a warning, as it was alone. */
  record Accepted(boolean clean) implements Verdict {}

  /** Refused by the processor, for problems of these ids. */
  record Refused(List<String> ids) implements Verdict {}

  /** Anything else: the processor is at fault. */
  record Broken(List<String> reasons) implements Verdict {}
}
