package dev.forja.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each directory of {@code cases/good} is a user's project: it must compile without a warning on
 * both compilers, which must get the same sources. A class {@code Check} in it is run. For the
 * cases whose form matters, {@code out} beside {@code in} is the text to be generated; {@code
 * -Dgolden.update=true} rewrites it, but not in CI.
 */
final class GoodCasesTest {
  private static final Path CASES = Path.of("src/test/cases/good");
  private static final Set<String> GOLDEN = Set.of("entries", "mlp", "results", "shapes", "state");

  @TempDir Path work;

  static Stream<String> cases() throws IOException {
    try (Stream<Path> directories = Files.list(CASES)) {
      return directories.map(each -> each.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void compilesCleanlyAndBehaves(String name) throws Exception {
    Path in = CASES.resolve(name).resolve("in");
    Compiled javac = Compiled.Compiler.JAVAC.compile(in, work);
    assertThat(javac.messages()).isEmpty();
    assertThat(javac.ok()).isTrue();
    if (GOLDEN.contains(name)) {
      compareWithGolden(CASES.resolve(name).resolve("out"), javac.generated());
    }
    check(javac.classes());

    Compiled ecj = Compiled.Compiler.ECJ.compile(in, work);
    assertThat(ecj.messages().stream().filter(message -> isOurs(message, ecj))).isEmpty();
    assertThat(ecj.generated().keySet()).isEqualTo(javac.generated().keySet());
    ecj.generated()
        .forEach((file, text) -> assertThat(text).isEqualTo(javac.generated().get(file)));
  }

  /** ecj has words about the style of the cases too, and does not know javac's "varargs". */
  private static boolean isOurs(Compiled.Message message, Compiled compiled) {
    return message.isError()
        || (message.kind() != javax.tools.Diagnostic.Kind.NOTE
            && compiled.generated().keySet().stream()
                .anyMatch(file -> file.endsWith(message.file()))
            && !message.text().equals("Unsupported @SuppressWarnings(\"varargs\")"));
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

  private static void check(Path classes) throws Exception {
    List<String> checks;
    try (Stream<Path> files = Files.walk(classes)) {
      checks =
          files
              .filter(file -> file.getFileName().toString().equals("Check.class"))
              .map(file -> classes.relativize(file).toString())
              .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
              .toList();
    }
    URL[] urls = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, GoodCasesTest.class.getClassLoader())) {
      for (String check : checks) {
        ((Runnable) loader.loadClass(check).getConstructor().newInstance()).run();
      }
    }
  }
}
