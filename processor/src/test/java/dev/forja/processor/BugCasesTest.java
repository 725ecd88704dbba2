package dev.forja.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each directory of {@code cases/bug} is a program that once failed, reduced as far as possible.
 * The first line of one of its files describes the failure. Problems that are marked in it must be
 * reported; without marks it must compile, and its {@code Check} must pass.
 */
final class BugCasesTest {
  private static final Path CASES = Path.of("src/test/cases/bug");

  @TempDir Path work;

  static Stream<String> cases() throws IOException {
    return CaseRun.namesIn(CASES);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void staysMended(String name) throws Exception {
    assertThat(name).matches("\\d{3}");
    Path in = CASES.resolve(name);
    List<String> firstLines = new ArrayList<>();
    for (Path file : Compiled.sources(in)) {
      firstLines.add(Files.readAllLines(file).getFirst());
    }
    assertThat(firstLines).as("what went wrong").anyMatch(line -> line.startsWith("// "));
    CaseRun.run(in, work);
  }
}
