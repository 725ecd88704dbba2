package dev.forja.conformance;

import java.util.Set;

/** How the cases of one kind are run: a table with a row for each type. */
interface CaseKind {
  /** The types that have a row. */
  Set<String> types();

  /** Runs a case of one of these types and compares every result. */
  void run(Case testCase, CaseFile file, Compare compare);
}
