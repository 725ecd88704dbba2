package dev.forja.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each directory of {@code cases/good} is a user's project. It must compile without a warning on
 * both compilers, which must get the same sources; a class {@code Check} in it is run. For the
 * cases in which the exact text matters, {@code out} next to {@code in} contains the text to be
 * generated; {@code -Dgolden.update=true} rewrites it, but not in CI.
 */
final class GoodCasesTest {
  static final Path CASES = Path.of("src/test/cases/good");
  private static final Set<String> GOLDEN =
      Set.of("docs", "entries", "mlp", "results", "shapes", "state");

  @TempDir Path work;

  static Stream<String> cases() throws IOException {
    return CaseRun.namesIn(CASES);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void compilesCleanlyAndBehaves(String name) throws Exception {
    Path in = CASES.resolve(name).resolve("in");
    assertThat(Expected.in(in, Compiled.Compiler.JAVAC)).isEmpty();
    Compiled javac = CaseRun.run(in, work);
    assertThat(javac.messages()).isEmpty();
    if (GOLDEN.contains(name)) {
      compareWithGolden(CASES.resolve(name).resolve("out"), javac.generated());
    }
  }

  /** A comment copied from the model passes doclint in the invoker if it does in the model. */
  @Test
  void commentsPassDoclintWhereTheModelsDo() {
    Compiled compiled =
        Compiled.Compiler.JAVAC.compile(CASES.resolve("docs/in"), work, "-Xdoclint:all");
    assertThat(compiled.messages()).isEmpty();
    assertThat(compiled.ok()).isTrue();
  }

  private static void compareWithGolden(Path out, Map<String, String> generated)
      throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      assertThat(System.getenv("CI")).as("golden files are not rewritten in CI").isNull();
      Files.createDirectories(out);
      for (Path old : Compiled.sources(out)) {
        Files.delete(old);
      }
      for (Map.Entry<String, String> file : generated.entrySet()) {
        Path path = out.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    }
    assertThat(generated).isEqualTo(Compiled.texts(out));
  }
}
