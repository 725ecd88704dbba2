package dev.forja.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.Calls;
import dev.forja.HookScope;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The comparison of exported signatures detects removals and additions, and ignores internal
 * changes.
 */
class ApiFileTest {
  private static final Path PROGRAM = Path.of("..", ".ci", "Api.java");

  @TempDir private Path folder;
  private Path classes;
  private Path kept;

  /** The output of the program, and its exit status. */
  private record Run(int status, String output) {}

  @BeforeEach
  void keepTheSignaturesOfACopy() throws Exception {
    classes = folder.resolve("classes");
    kept = folder.resolve("kept.api");
    Path home =
        Path.of(HookScope.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = classes.resolve(home.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    assertThat(run("write")).isEqualTo(new Run(0, ""));
  }

  private Run run(String mode) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                PROGRAM.toString(),
                mode,
                classes.toString(),
                kept.toString(),
                System.getProperty("java.class.path"))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), output);
  }

  private void change(Class<?> type, ClassTransform change) throws IOException {
    Path file = classes.resolve(type.getName().replace('.', '/') + ".class");
    ClassFile classFile = ClassFile.of();
    Files.write(file, classFile.transformClass(classFile.parse(file), change));
  }

  private static ClassTransform adding(String method, int flags) {
    return ClassTransform.endHandler(
        type ->
            type.withMethodBody(
                method, MethodTypeDesc.of(ConstantDescs.CD_void), flags, code -> code.return_()));
  }

  @Test
  void whatOthersCannotCallIsNoneOfIt() throws Exception {
    change(HookScope.class, adding("clear", ClassFile.ACC_PRIVATE));
    change(HookScope.class, adding("clearAll", 0));
    assertThat(run("check")).isEqualTo(new Run(0, ""));
    assertThat(Files.readString(kept)).contains("public final class HookScope {");
  }

  @Test
  void whatWentAndWhatCameIsShownAndFailsUntilItIsAccepted() throws Exception {
    change(
        HookScope.class,
        ClassTransform.dropping(
            e -> e instanceof MethodModel method && method.methodName().equalsString("empty")));
    change(Calls.class, adding("clear", ClassFile.ACC_PROTECTED));
    Run run = run("check");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output().lines().skip(1))
        .containsExactly(
            "  dev.forja.Calls",
            "  + protected void clear();",
            "  dev.forja.HookScope",
            "  - public static dev.forja.HookScope empty();",
            "If this change is meant, accept it and commit the file:",
            "  mvn -q verify -DskipTests -Dforja.api=write");

    assertThat(run("write")).isEqualTo(new Run(0, ""));
    assertThat(run("check")).isEqualTo(new Run(0, ""));
  }
}
