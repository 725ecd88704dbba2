package dev.forja.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.processor.Compiled.Compiler;
import dev.forja.processor.WrappedProcessor.Wrapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The processor together with others, and in environments of build tools that wrap the compiler's.
 */
final class OtherProcessorsTest {
  private static final Path CASES = Path.of("src/test/cases");

  @TempDir Path work;

  private List<Path> sources() throws IOException {
    Path net =
        Files.writeString(
            work.resolve("Net.java"),
            "@Deprecated class Net { @dev.forja.Forward int forward(int x) { return x; } }\n");
    Path plain =
        Files.writeString(
            work.resolve("Plain.java"), "@org.jspecify.annotations.NullMarked class Plain {}\n");
    return List.of(net, plain);
  }

  @ParameterizedTest
  @EnumSource
  void leavesAnnotationsThatItOnlyReadsToLaterOnes(Compiler compiler) throws IOException {
    LaterProcessor nullChecker = new LaterProcessor();
    LaterProcessor all = new LaterProcessor("*");
    compiler.compile(sources(), work, List.of(new ForwardProcessor(), nullChecker, all));
    assertThat(nullChecker.annotations()).containsExactly("NullMarked");
    assertThat(nullChecker.classes()).contains("Net", "Plain");
    assertThat(all.annotations()).contains("Deprecated").doesNotContain("Forward");
    assertThat(all.classes()).contains("Net", "Plain", "NetInvoker");
  }

  /**
   * The files of each case; the good cases form one group, because they have no names in common.
   */
  static Stream<List<Path>> cases() throws IOException {
    List<List<Path>> all = new ArrayList<>();
    for (String kind : List.of("bad", "bug")) {
      CaseRun.namesIn(CASES.resolve(kind))
          .map(name -> Compiled.sources(CASES.resolve(kind).resolve(name)))
          .forEach(all::add);
    }
    List<Path> good = new ArrayList<>();
    GoodCasesTest.cases()
        .map(name -> Compiled.sources(GoodCasesTest.CASES.resolve(name).resolve("in")))
        .forEach(good::addAll);
    all.add(good);
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysAndWritesTheSameInAWrappedEnvironment(List<Path> files) {
    Compiled plain = compiled(files, "plain", new ForwardProcessor());
    for (Wrapping wrapping : List.of(Wrapping.DELEGATE, Wrapping.PROXY)) {
      Compiled wrapped = compiled(files, wrapping.name(), new WrappedProcessor(wrapping));
      assertThat(wrapped.messages()).as("%s", wrapping).isEqualTo(plain.messages());
      assertThat(wrapped.generated()).as("%s", wrapping).isEqualTo(plain.generated());
    }
  }

  private Compiled compiled(List<Path> files, String name, Processor processor) {
    return Compiler.JAVAC.compile(files, work.resolve(name), processor, List.of());
  }

  @Test
  void looksThroughSeveralWrappers() {
    List<Path> in = Compiled.sources(CASES.resolve("bad/StateHidden_javac"));
    assertThat(compiled(in, "both", new WrappedProcessor(Wrapping.BOTH)).messages())
        .isEqualTo(compiled(in, "plain", new ForwardProcessor()).messages())
        .isNotEmpty();
  }

  @Test
  void saysOnceWhatIsNotCheckedBehindAWrapperThatIsClosed() {
    List<Path> in = Compiled.sources(CASES.resolve("good/circles/in"));
    Compiled compiled = compiled(in, "closed", new WrappedProcessor(Wrapping.CLOSED));
    assertThat(compiled.problems()).hasSize(1);
    assertThat(compiled.problems().getFirst().text())
        .startsWith("[CompilerHidden] The build tool hides the compiler from the processor");
    assertThat(compiled.ok()).isTrue();
  }

  @Test
  void needsNoUnwrappingOnEcj() {
    Path in = CASES.resolve("good/circles/in");
    Compiled compiled =
        Compiler.ECJ.compile(
            Compiled.sources(in), work, new WrappedProcessor(Wrapping.CLOSED), List.of());
    assertThat(compiled.problems()).isEmpty();
  }
}
