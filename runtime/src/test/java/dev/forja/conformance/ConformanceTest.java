package dev.forja.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.forja.conformance.Tally.Outcome;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One test for each case; a case whose type has no row is skipped, and counted as such. */
class ConformanceTest {
  private static final Map<String, CaseKind> KINDS =
      Map.of(
          "layer", LayerTable.CASES,
          "loss", LossTable.CASES,
          "model", ModelTable.CASES,
          "op", OpTable.CASES,
          "optimizer", OptimizerTable.CASES,
          "scheduler", SchedulerTable.CASES);

  private static final Tally TALLY = new Tally();

  @TestFactory
  Stream<DynamicTest> cases() throws URISyntaxException {
    String folder = System.getProperty("forja.conformance");
    return Case.all(folder == null ? shippedFolder() : Path.of(folder)).stream()
        .map(testCase -> DynamicTest.dynamicTest(testCase.name(), () -> run(testCase)));
  }

  @AfterAll
  static void report() {
    System.out.println(TALLY.report());
    System.out.println(Replays.report());
  }

  @Test
  void everyTypeThatMustRunHasARowAndEveryRowMustRun() {
    Map<String, Set<String>> rows = new TreeMap<>();
    KINDS.forEach((kind, cases) -> rows.put(kind, new TreeSet<>(cases.types())));
    assertThat(rows).isEqualTo(new TreeMap<>(MustRun.TYPES));
  }

  @Test
  void theShippedCasesAreAllThereAndCoverEveryTypeThatMustRun() throws URISyntaxException {
    List<Case> cases = Case.all(shippedFolder());
    assertThat(cases).hasSize(386).extracting(Case::name).doesNotHaveDuplicates();
    MustRun.TYPES.forEach(
        (kind, types) ->
            assertThat(cases.stream().filter(c -> c.kind().equals(kind)).map(Case::type))
                .containsAll(types));
  }

  private static void run(Case testCase) {
    CaseKind kind = KINDS.get(testCase.kind());
    if (kind == null || !kind.types().contains(testCase.type())) {
      TALLY.count(testCase, Outcome.SKIPPED);
      abort("no Forja counterpart yet for %s %s".formatted(testCase.kind(), testCase.type()));
      return;
    }
    boolean passed = false;
    try (CaseFile file = new CaseFile(testCase)) {
      Compare compare = new Compare(testCase, file);
      kind.run(testCase, file, compare);
      assertThat(compare.differences()).as(describe(testCase)).isEmpty();
      passed = true;
    } catch (RuntimeException e) {
      throw new AssertionError(describe(testCase) + ": " + e.getMessage(), e);
    } finally {
      TALLY.count(testCase, passed ? Outcome.PASSED : Outcome.FAILED);
    }
  }

  /** Not every reporter shows the names of dynamic tests, so messages begin with the case. */
  private static String describe(Case testCase) {
    return "%s: %s %s".formatted(testCase.name(), testCase.type(), testCase.args());
  }

  private static Path shippedFolder() throws URISyntaxException {
    URL index = ConformanceTest.class.getResource("/conformance/cases.json");
    assertThat(index).as("the cases among the test resources").isNotNull();
    return Path.of(index.toURI()).resolveSibling("");
  }
}
