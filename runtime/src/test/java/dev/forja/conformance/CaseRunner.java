package dev.forja.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.conformance.Tally.Outcome;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs cases and counts their outcomes. A case without a counterpart in Forja fails.
 *
 * @param tally the counts
 */
record CaseRunner(Tally tally) {
  static final Map<String, CaseKind> KINDS =
      Map.of(
          "layer", LayerTable.CASES,
          "loss", LossTable.CASES,
          "model", ModelTable.CASES,
          "op", OpTable.CASES,
          "optimizer", OptimizerTable.CASES,
          "scheduler", SchedulerTable.CASES);

  /** One test for each case of a folder. */
  Stream<DynamicTest> tests(Path folder) {
    return Case.all(folder).stream()
        .map(testCase -> DynamicTest.dynamicTest(testCase.name(), () -> run(testCase)));
  }

  private void run(Case testCase) {
    Outcome outcome = Outcome.FAILED;
    try (CaseFile file = new CaseFile(testCase)) {
      Compare compare = new Compare(testCase, file);
      kind(testCase).run(testCase, file, compare);
      assertThat(compare.differences()).as(describe(testCase)).isEmpty();
      outcome = Outcome.PASSED;
    } catch (NoCounterpart e) {
      throw new AssertionError(describe(testCase) + ": no counterpart of " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new AssertionError(describe(testCase) + ": " + e.getMessage(), e);
    } finally {
      tally.count(testCase, outcome);
    }
  }

  private static CaseKind kind(Case testCase) {
    CaseKind kind = KINDS.get(testCase.kind());
    if (kind == null || !kind.types().contains(testCase.type())) {
      throw new NoCounterpart("the type");
    }
    return kind;
  }

  /** Messages start with the case, because not every reporter shows the names of dynamic tests. */
  private static String describe(Case testCase) {
    return "%s: %s %s".formatted(testCase.name(), testCase.type(), testCase.args());
  }
}
