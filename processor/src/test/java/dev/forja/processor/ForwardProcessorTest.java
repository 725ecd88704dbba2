package dev.forja.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.TiedTo;
import dev.forja.processor.Compiled.Compiler;
import dev.forja.spi.ForwardGenerated;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The interaction of the processor with the compiler and the build. */
final class ForwardProcessorTest {
  private static final Path GOOD = Path.of("src/test/cases/good");

  @TempDir Path work;

  private Path source(String name, String text) throws IOException {
    Path file = work.resolve("in").resolve(name + ".java");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Path model(String name) throws IOException {
    return source(
        name, "class " + name + " {\n  @dev.forja.Forward int forward(int x) { return x; }\n}\n");
  }

  @ParameterizedTest
  @EnumSource
  void reportsItsOwnFailureOnTheClassAndGoesOn(Compiler compiler) throws IOException {
    List<Path> files = List.of(model("Breaks"), model("Works"));
    Compiled compiled = compiler.compile(files, work, new SpyProcessor("BreaksInvoker"), List.of());
    assertThat(compiled.problems()).hasSize(1);
    assertThat(compiled.problems().getFirst().text())
        .startsWith(
            "[InternalError] The Forja processor failed on Breaks: "
                + "java.lang.IllegalStateException: full at ")
        .endsWith("please report it with this line.");
    assertThat(compiled.problems().getFirst().file()).isEqualTo("Breaks.java");
    assertThat(compiled.generated()).containsOnlyKeys("WorksInvoker.java");
  }

  @ParameterizedTest
  @EnumSource
  void reportsItsOwnFailureBeforeItReadsAClass(Compiler compiler) throws IOException {
    List<Path> files = List.of(model("Breaks"), model("Works"));
    Compiled compiled = compiler.compile(files, work, new SpyProcessor("Breaks"), List.of());
    assertThat(compiled.problems()).hasSize(1);
    assertThat(compiled.problems().getFirst().text())
        .startsWith("[InternalError] The Forja processor failed on Breaks: ")
        .contains("IllegalStateException: lost at ");
    assertThat(compiled.problems().getFirst().file()).isEqualTo("Breaks.java");
    assertThat(compiled.generated()).containsOnlyKeys("WorksInvoker.java");
  }

  @ParameterizedTest
  @EnumSource
  void namesTheInvokerOfANestedClass(Compiler compiler) {
    Path in = Path.of("src/test/cases/bad/TypeMissing_nested");
    assertThat(compiler.compile(in, work).problems())
        .anyMatch(
            problem ->
                problem
                    .text()
                    .contains(
                        "the type LayerInvoker was not found. Did you mean 'Outer_LayerInvoker'?"));
  }

  @ParameterizedTest
  @EnumSource
  void leavesOutShapeChecksWhenTold(Compiler compiler) {
    Path in = GOOD.resolve("mlp").resolve("in");
    Compiled compiled = compiler.compile(in, work, "-Aforja.shapes=off");
    assertThat(compiled.problems()).isEmpty();
    assertThat(compiled.generated().get("app/MlpInvoker.java"))
        .contains("return model.forward(images);")
        .doesNotContain("ShapeMismatchException");
  }

  @ParameterizedTest
  @CsvSource({"JAVAC,false", "JAVAC,true", "ECJ,false", "ECJ,true"})
  void waitsForTypesThatOtherProcessorsMake(Compiler compiler, boolean first) throws IOException {
    Path net =
        source(
            "Net",
            """
            class Net {
              final Made made = new Made();

              @dev.forja.Forward Made forward(Made x) { return x == null ? made : x; }

              static Made use() { return NetInvoker.of().call(null); }
            }
            """);
    Compiled compiled =
        compiler.compile(List.of(net), work, new MakingProcessor("Made", first), List.of());
    assertThat(compiled.problems()).isEmpty();
    assertThat(compiled.generated()).containsOnlyKeys("Made.java", "NetInvoker.java");
  }

  @ParameterizedTest
  @EnumSource
  void writesValidClassesBesideInvalidOnes(Compiler compiler) throws IOException {
    Path bad =
        source("Bad", "class Bad {\n  @dev.forja.Forward private int run() { return 1; }\n}\n");
    Path user =
        source(
            "User",
            "class User {\n"
                + "  static int use() { return BadInvoker.of().call() + GoodInvoker.of().call(1);"
                + " }\n"
                + "}\n");
    Compiled compiled =
        compiler.compile(
            List.of(bad, model("Good"), user), work, new ForwardProcessor(), List.of());
    assertThat(compiled.problems()).hasSize(1);
    assertThat(compiled.problems().getFirst().text()).startsWith("[ForwardPrivate]");
    assertThat(compiled.generated()).containsOnlyKeys("BadInvoker.java", "GoodInvoker.java");
  }

  @Test
  void reportsAllProblemsOfAClassAtOnce() throws IOException {
    Path bad =
        source(
            "Bad",
            """
            import dev.forja.fake.FakeParameter;

            class Bad {
              private final FakeParameter weight = new FakeParameter(1);
              final java.util.Set<FakeParameter> set = java.util.Set.of(weight);

              @dev.forja.Forward private int run(Hidden hidden) { return 1; }

              private static class Hidden {}
            }
            """);
    Compiled compiled =
        Compiler.JAVAC.compile(List.of(bad), work, new ForwardProcessor(), List.of());
    assertThat(compiled.problems())
        .extracting(message -> message.text().substring(0, message.text().indexOf(']') + 1))
        .containsExactlyInAnyOrder(
            "[StatePrivate]", "[StateContainer]", "[ForwardPrivate]", "[TypePrivate]");
  }

  @Test
  void compilesAgainOverWhatItWroteBefore() throws IOException {
    Path net = model("Net");
    Compiled first = Compiler.JAVAC.compile(List.of(net), work, new ForwardProcessor(), List.of());
    Compiled second = Compiler.JAVAC.compile(List.of(net), work, new ForwardProcessor(), List.of());
    assertThat(second.messages()).isEmpty();
    assertThat(second.generated()).isEqualTo(first.generated());
  }

  /**
   * In a class file, the parameters of methods are called {@code arg0} and so on, unless the
   * compiler was told to keep their names.
   */
  @ParameterizedTest
  @EnumSource
  void readsWhatIsInheritedFromAClassFile(Compiler compiler) throws Exception {
    Path base =
        source(
            "Base",
            """
            import dev.forja.fake.FakeParameter;

            public abstract class Base<A, R> {
              final FakeParameter first = new FakeParameter(1);

              @dev.forja.Forward
              public abstract R forward(A x, java.util.List<A> more);

              @dev.forja.Forward
              A marked(A x) { return x; }
            }
            """);
    Compiled library =
        compiler.compile(List.of(base), work.resolve("lib"), new ForwardProcessor(), List.of());
    Path net =
        source(
            "Net",
            """
            import java.util.List;

            class Net extends Base<Integer, String> {
              @Override @dev.forja.Forward
              public String forward(Integer x, List<Integer> more) { return x + more.toString(); }
            }
            """);
    Path check =
        source(
            "Check",
            """
            import java.util.List;

            public class Check implements Runnable {
              @Override public void run() {
                NetInvoker net = NetInvoker.of();
                String text = net.call(1, List.of(2)) + net.marked(3) + net.first().rank();
                if (!text.equals("1[2]31")) throw new AssertionError(text);
              }
            }
            """);
    String path =
        ClassPath.joined(ClassPath.ofCases()) + java.io.File.pathSeparator + library.classes();
    Compiled compiled =
        compiler.compile(List.of(net, check), work, new ForwardProcessor(), List.of("-cp", path));
    assertThat(compiled.problems()).isEmpty();
    assertThat(compiled.generated()).containsOnlyKeys("NetInvoker.java");
    Files.copy(library.classes().resolve("Base.class"), compiled.classes().resolve("Base.class"));
    CaseRun.check(compiled.classes());
  }

  @ParameterizedTest
  @EnumSource
  void writesTheSameWithParametersAndThenWithoutProcessing(Compiler compiler) throws IOException {
    List<Path> files = List.of(model("Net"));
    Compiled plain = compiler.compile(files, work, new ForwardProcessor(), List.of());
    Compiled with =
        compiler.compile(
            files, work.resolve("with"), new ForwardProcessor(), List.of("-parameters"));
    assertThat(with.generated()).isEqualTo(plain.generated());

    Compiled only =
        compiler.compile(
            files, work.resolve("only"), new ForwardProcessor(), List.of("-proc:only"));
    assertThat(only.generated()).isEqualTo(plain.generated());
    List<Path> both = new ArrayList<>(files);
    both.addAll(Compiled.sources(work.resolve("only").resolve(compiler + "-sources")));
    Compiled after =
        compiler.compile(
            both, work.resolve("after"), new ForwardProcessor(), List.of("-proc:none"));
    assertThat(after.problems()).isEmpty();
    assertThat(after.classes().resolve("NetInvoker.class")).exists();
  }

  /** So an invoker whose model was removed can be recognised, and no class is kept without need. */
  @Test
  void keepsAnnotationsInClassFilesOnly() {
    assertThat(
            List.of(Forward.class, Named.class, Shape.class, TiedTo.class, ForwardGenerated.class))
        .allMatch(type -> type.getAnnotation(Retention.class).value() == RetentionPolicy.CLASS);
  }
}
