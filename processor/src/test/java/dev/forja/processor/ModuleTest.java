package dev.forja.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.processor.Compiled.Compiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models in named modules, for which javac has additional warnings. Only on javac: ecj, called
 * through its API, does not find a module in a directory.
 */
final class ModuleTest {
  @TempDir Path work;

  private Path source(String name, String text) throws IOException {
    Path file = work.resolve("in").resolve(name + ".java");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void writesCleanCodeInAnExportedPackageOfAModule() throws IOException {
    List<Path> files = new ArrayList<>();
    files.add(
        source(
            "module-info",
            "module user {\n  requires transitive dev.forja;\n  exports user;\n}\n"));
    files.add(
        source(
            "user/Layer",
            """
            package user;

            final class Layer {
              public Layer(int size) {}

              Layer() {}

              @dev.forja.Forward(invoker = "Dense") int forward(int x) { return x; }
            }
            """));
    files.add(
        source(
            "user/Net",
            """
            package user;

            import java.util.List;

            /** A net. */
            public class Net {
              final List<Dense> layers;

              /** A net of these layers. */
              public Net(List<Dense> layers) { this.layers = List.copyOf(layers); }

              @dev.forja.Forward Layer forward(Layer x) { return x; }

              @dev.forja.Forward int second(int x) { return x; }
            }
            """));
    files.add(
        source(
            "user/Hidden",
            """
            package user;

            final class Hidden {
              @dev.forja.Forward(invoker = "Seen", as = java.util.function.Function.class)
              Hidden forward(Hidden x) { return x; }
            }
            """));
    Compiled compiled = Compiler.JAVAC.compile(files, work, new ForwardProcessor(), List.of());
    assertThat(compiled.messages()).isEmpty();
    assertThat(compiled.generated().get("user/Seen.java")).contains("\"exports\"");
    assertThat(compiled.generated().get("user/Dense.java"))
        .contains("public final class Dense extends Invoker implements IntUnaryOperator {")
        .contains("public static Dense of(int size) {")
        .contains("  static Dense of() {")
        .contains("  static Dense wrap(Layer model) {")
        .contains("  Layer model() {");
    assertThat(compiled.generated().get("user/NetInvoker.java"))
        .contains("public final class NetInvoker extends Invoker {")
        .contains("  Layer call(Layer x) {")
        .contains("  public int second(int x) {")
        .contains("  public List<Dense> layers() {");
  }

  /** The model's own declarations cause no warning, so the generated code may cause none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "requires dev.forja; exports user;",
        "requires static dev.forja; exports user;",
        "requires transitive dev.forja; exports user;",
        "requires dev.forja; requires java.sql; exports user;",
        "requires dev.forja; opens user;"
      })
  void showsWhatTheModuleDoesNotWithoutAWarning(String directives) throws IOException {
    List<Path> files = new ArrayList<>();
    boolean sql = directives.contains("java.sql");
    files.add(source("module-info", "module user {\n  " + directives + "\n}\n"));
    files.add(
        source("user/inner/Batch", "package user.inner;\n\npublic record Batch(int size) {}\n"));
    files.add(
        source(
            "user/inner/Fault",
            """
            package user.inner;

            public class Fault extends Exception {
              private static final long serialVersionUID = 1;

              public Fault() {}
            }
            """));
    files.add(
        source(
            "user/inner/Step",
            """
            package user.inner;

            public interface Step {
              Batch step(Batch b) throws Fault;
            }
            """));
    files.add(
        source(
            "user/Net",
            """
            package user;

            import dev.forja.Forward;
            import java.util.List;
            import java.util.Optional;
            import user.inner.Batch;
            import user.inner.Fault;
            import user.inner.Step;

            /** A net. */
            public final class Net {
              final Optional<LeafInvoker> leaf = Optional.of(LeafInvoker.of());

              Net(List<? extends Batch> batches) throws Fault {}

              <B extends Batch> Net(B batch) {}

              @Forward(as = Step.class)
              Batch forward(Batch x) throws Fault {
                return x;
              }

              @Forward
              <B extends Batch> List<B[]> more(List<? super B> x, Batch... rest) {
                return List.of();
              }
            %s}
            """
                .formatted(
                    sql
                        ? "  @Forward java.sql.Date date(java.sql.Timestamp x) { return null; }\n"
                        : "")));
    files.add(
        source(
            "user/Leaf",
            """
            package user;

            /** A leaf. */
            public class Leaf {
              /** A leaf. */
              public Leaf() {}

              @dev.forja.Forward int forward(int x) { return x; }
            }
            """));
    files.add(
        source(
            "user/train/Train",
            """
            package user.train;

            import user.NetInvoker;
            import user.inner.Batch;
            import user.inner.Fault;

            final class Train {
              static Batch run(NetInvoker net) throws Fault {
                return net.call(new Batch(1));
              }
            }
            """));
    Compiled compiled = Compiler.JAVAC.compile(files, work, new ForwardProcessor(), List.of());
    assertThat(compiled.messages()).isEmpty();
    assertThat(compiled.ok()).isTrue();
  }
}
