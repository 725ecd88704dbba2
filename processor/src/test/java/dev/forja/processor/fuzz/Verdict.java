package dev.forja.processor.fuzz;

import java.util.List;

/** The outcome of a program on one target. */
sealed interface Verdict {
  /** The compiler alone rejects it, so it says nothing about the processor. */
  record NotJava(List<Compilation.Message> messages) implements Verdict {}

  /** Compiled with the processor; {@code clean} if there was no new warning. */
  record Accepted(boolean clean) implements Verdict {}

  /** Rejected by the processor, for problems with these ids. */
  record Refused(List<String> ids) implements Verdict {}

  /** Any other outcome: a fault of the processor. */
  record Broken(List<String> reasons) implements Verdict {}
}
