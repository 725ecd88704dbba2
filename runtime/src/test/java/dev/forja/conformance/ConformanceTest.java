package dev.forja.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * One test for each case: those in the test resources, or those of the folder that {@code
 * -Dforja.conformance} names. A case without a counterpart in Forja fails.
 */
@Tag("both-kernels")
class ConformanceTest {
  private static final Tally TALLY = new Tally();

  @TestFactory
  Stream<DynamicTest> cases() throws URISyntaxException {
    String given = System.getProperty("forja.conformance");
    return given == null
        ? new CaseRunner(TALLY).tests(Shipped.folder("conformance"))
        : new CaseRunner(TALLY).tests(Path.of(given));
  }

  @AfterAll
  static void report() {
    System.out.println(Replays.report());
    System.out.println(TALLY.report());
  }

  @Test
  void everyTypeThatMustRunHasARow() {
    assertThat(MustRun.TYPES.keySet()).isEqualTo(CaseRunner.KINDS.keySet());
    CaseRunner.KINDS.forEach(
        (kind, cases) -> assertThat(cases.types()).as(kind).containsAll(MustRun.TYPES.get(kind)));
  }

  @Test
  void theShippedCasesAreAllThereAndCoverEveryTypeThatMustRun() throws URISyntaxException {
    List<Case> cases = Case.all(Shipped.folder("conformance"));
    assertThat(cases).hasSize(386).extracting(Case::name).doesNotHaveDuplicates();
    MustRun.TYPES.forEach(
        (kind, types) ->
            assertThat(cases.stream().filter(c -> c.kind().equals(kind)).map(Case::type))
                .containsAll(types));
  }
}
