package dev.forja.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each directory of {@code cases/bad} has the name of a problem, and marks the line where it must
 * be reported: {@code // error: [ForwardPrivate]}. Nothing else may be reported on either compiler,
 * though the case uses the invoker as if all were well.
 */
final class BadCasesTest {
  private static final Path CASES = Path.of("src/test/cases/bad");

  @TempDir Path work;

  private record Expected(String file, long line, String id) {}

  static Stream<String> cases() throws IOException {
    try (Stream<Path> directories = Files.list(CASES)) {
      return directories.map(each -> each.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isReportedAtItsLineAndNowhereElse(String name) throws IOException {
    List<Expected> expected = expected(CASES.resolve(name));
    assertThat(expected).isNotEmpty();
    assertThat(expected).extracting(Expected::id).allMatch(id -> name.startsWith(id));
    for (Compiled.Compiler compiler : Compiled.Compiler.values()) {
      if (name.endsWith("_javac") && compiler != Compiled.Compiler.JAVAC) {
        continue; // the other compiler gives no sign of it
      }
      Compiled compiled = compiler.compile(CASES.resolve(name), work);
      assertThat(
              compiled.problems().stream()
                  .filter(message -> !isOfCompiler(name, message))
                  .map(BadCasesTest::place)
                  .toList())
          .as("%s: %s", compiler, compiled.messages())
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(compiled.messages())
          .as("what the compiler says when the processor fails")
          .noneMatch(message -> message.text().contains("uncaught exception"));
    }
  }

  /** A missing type is an error of the compiler too, which says so in its own words. */
  private static boolean isOfCompiler(String name, Compiled.Message message) {
    return name.equals("TypeMissing") && !message.text().startsWith("[");
  }

  private static Expected place(Compiled.Message message) {
    int open = message.text().indexOf('[');
    int close = message.text().indexOf(']');
    String id = open >= 0 && close > open ? message.text().substring(open + 1, close) : "?";
    return new Expected(message.file(), message.line(), id);
  }

  private static List<Expected> expected(Path directory) throws IOException {
    List<Expected> all = new ArrayList<>();
    for (Path file : Compiled.sources(directory)) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        int mark =
            Math.max(lines.get(i).indexOf("// error: ["), lines.get(i).indexOf("// note: ["));
        if (mark >= 0) {
          String rest = lines.get(i).substring(lines.get(i).indexOf('[', mark) + 1);
          all.add(
              new Expected(
                  file.getFileName().toString(), i + 1, rest.substring(0, rest.indexOf(']'))));
        }
      }
    }
    return all;
  }

  @Test
  void everyProblemHasACase() throws IOException {
    List<String> missing =
        new ArrayList<>(Arrays.stream(Problem.values()).map(Problem::id).toList());
    cases().map(name -> name.split("_", 2)[0]).forEach(missing::remove);
    missing.remove(Problem.INTERNAL_ERROR.id()); // has a test of its own
    assertThat(missing).isEmpty();
  }
}
