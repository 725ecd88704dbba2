package dev.forja.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.processor.Compiled.Compiler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each directory of {@code cases/bad} has the name of a problem, and marks the place where it must
 * be reported; see {@link Expected}. Nothing else may be reported on either compiler, although the
 * case uses the invoker as if there were no problem. The name of a case for a single compiler ends
 * in that compiler's name.
 */
final class BadCasesTest {
  private static final Path CASES = Path.of("src/test/cases/bad");

  /** Problems that no source causes, but that have tests of their own. */
  private static final List<String> WITHOUT_CASE =
      List.of(
          Problem.CHECKPOINT_REQUIRED.id(),
          Problem.COMPILER_HIDDEN.id(),
          Problem.INTERNAL_ERROR.id(),
          Problem.PROCESSOR_INCOMPLETE.id(),
          Problem.STATE_CHANGED.id(),
          Problem.STATE_LIST_UNUSABLE.id(),
          Problem.STATE_UNLISTED.id());

  @TempDir Path work;

  static Stream<String> cases() throws IOException {
    return CaseRun.namesIn(CASES);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isReportedAtItsPlaceAndNowhereElse(String name) throws Exception {
    Path in = CASES.resolve(name);
    List<Expected> expected = Expected.in(in, Compiler.JAVAC);
    assertThat(expected).isNotEmpty();
    assertThat(expected).extracting(Expected::id).containsOnly(name.split("_", 2)[0]);
    if (name.endsWith("_javac")) {
      CaseRun.compile(Compiler.JAVAC, in, work);
      assertThat(Compiler.ECJ.compile(in, work).problems()).isEmpty();
    } else {
      CaseRun.run(in, work);
    }
  }

  /** Only one error is reported; for two classes that clash, and for notes, there may be more. */
  @ParameterizedTest
  @MethodSource("cases")
  void showsOneProblemOnce(String name) {
    List<Expected> expected = Expected.in(CASES.resolve(name), Compiler.JAVAC);
    assertThat(Expected.in(CASES.resolve(name), Compiler.ECJ)).hasSameSizeAs(expected);
    assertThat(expected).hasSize(name.startsWith(Problem.INVOKER_NAME_CLASH.id()) ? 2 : 1);
  }

  @Test
  void everyProblemHasACase() throws IOException {
    List<String> having = cases().map(name -> name.split("_", 2)[0]).distinct().toList();
    assertThat(Arrays.stream(Problem.values()).map(Problem::id).sorted())
        .filteredOn(id -> !WITHOUT_CASE.contains(id))
        .containsExactlyElementsOf(having);
  }
}
