package dev.forja.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.processor.Compiled.Compiler;
import dev.forja.processor.fuzz.CodeMarks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same models give the same sources: all good cases in one compilation, in several orders, on
 * both compilers, repeatedly in this JVM and in another one.
 */
final class DeterminismTest {
  private static List<Path> files = List.of();
  private static Map<String, String> expected = Map.of();

  @TempDir static Path shared;
  @TempDir Path work;

  @BeforeAll
  static void compileOnce() throws IOException {
    List<Path> all = new ArrayList<>();
    GoodCasesTest.cases()
        .forEach(name -> all.addAll(Compiled.sources(GoodCasesTest.CASES.resolve(name))));
    all.removeIf(file -> file.toString().contains("/out/"));
    files = List.copyOf(all);
    Compiled compiled = Compiler.JAVAC.compile(files, shared, new ForwardProcessor(), List.of());
    assertThat(compiled.messages()).isEmpty();
    expected = compiled.generated();
    assertThat(expected).hasSizeGreaterThan(50);
  }

  @ParameterizedTest
  @EnumSource
  void givesTheSameInAnyOrder(Compiler compiler) {
    for (int seed = 0; seed < 2; seed++) {
      List<Path> order = new ArrayList<>(seed == 0 ? files.reversed() : files);
      Collections.shuffle(order, new Random(seed));
      Compiled compiled =
          compiler.compile(order, work.resolve("" + seed), new ForwardProcessor(), List.of());
      boolean showsCode = compiler == Compiler.JAVAC;
      assertThat(compiled.generated())
          .as("order %s", seed)
          .isEqualTo(showsCode ? expected : CodeMarks.removedFrom(expected));
    }
  }

  @ParameterizedTest
  @EnumSource
  void asksForEachFileOnceAndNamesItsModelAlone(Compiler compiler) {
    SpyProcessor spy = new SpyProcessor("");
    compiler.compile(files, work, spy, List.of());
    assertThat(spy.origins()).hasSameSizeAs(expected).containsEntry("circles.Six", List.of("C6"));
    assertThat(spy.origins().values()).allMatch(origins -> origins.size() == 1);
    assertThat(spy.unwanted()).isEmpty();
    assertThat(spy.resources()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--processor-path", "--processor-module-path"})
  void givesTheSameInAnotherMachine(String option) throws Exception {
    CommandLine.Result javac = CommandLine.javac(work, option, files);
    assertThat(javac.messages()).isEmpty();
    assertThat(javac.generated()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void saysWhatIsMissingBesideIt(int missing) throws Exception {
    List<Path> rest = new ArrayList<>(ClassPath.ofProcessor());
    rest.remove(missing);
    CommandLine.Result javac = CommandLine.javac(work, "--processor-path", rest, files);
    assertThat(javac.messages())
        .contains("[ProcessorIncomplete] The Forja processor does not find ")
        .contains(missing == 1 ? "find com.palantir.javapoet.ClassName" : "find dev.forja.Forward")
        .doesNotContain("uncaught exception");
  }
}
