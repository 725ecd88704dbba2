package dev.forja.processor.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A project of several modules, built by Maven on four threads with all warnings as errors: on the
 * class path, on the module path, with Lombok before and after the processor, with models from
 * another project's jar, and with another tensor library. Its local repository contains nothing of
 * Forja when the build starts.
 */
final class UserBuildsTest {
  private static UserProject project;

  @BeforeAll
  static void build() throws Exception {
    // Builds once on one thread, because Maven 3 does not protect a local repository if two modules
    // fetch the same jar at once. The jars of Forja are removed again before the build that counts.
    prepare().maven("package");
    project = prepare();
    String log = project.maven("-T4", "package");
    assertThat(log).contains("BUILD SUCCESS").doesNotContain("WARNING] COMPILATION");
  }

  private static UserProject prepare() throws Exception {
    return UserProject.prepare(
        Path.of("src/test/builds"), Path.of("target/user-builds").toAbsolutePath());
  }

  @Test
  void runsOnTheClassPathWithModelsOfAnotherJar() throws Exception {
    assertThat(project.java("-cp", classPath("app", "lib"), "app.Main"))
        .isEqualToIgnoringNewLines("app 38 [, scale]");
  }

  @Test
  void runsOnTheModulePath() throws Exception {
    assertThat(
            project.java("-p", classPath("modular", "lib"), "-m", "com.acme.modular/modular.Main"))
        .isEqualToIgnoringNewLines("modular 20 [, scales.0, scales.1]");
  }

  @Test
  void runsWithLombokBeforeAndAfter() throws Exception {
    for (String module : new String[] {"lombok-first", "lombok-last"}) {
      String name = module.replace("-", "");
      assertThat(project.java("-cp", classPath(module), name + ".Main"))
          .isEqualToIgnoringNewLines(name + " 6");
    }
  }

  /**
   * Error Prone skips code that it recognises as generated: warnings are errors in every module.
   */
  @Test
  void passesErrorProneWithoutAWarning() throws Exception {
    assertThat(project.jar("checked")).satisfies(jar -> assertThat(Path.of(jar)).exists());
  }

  /** A separate tensor library, and a program that uses it: neither depends on the runtime. */
  @Test
  void anotherTensorLibraryStandsOnTheContractAlone() throws Exception {
    assertThat(project.java("-cp", classPath("toy-app", "toy"), "toyapp.Main").lines())
        .containsExactly(
            "call [30.0, 80.0]",
            "state {gains.0.weight=[1.0, 2.0], gains.0.shift=[0.0, 0.0],"
                + " gains.1.weight=[3.0, 4.0], gains.1.shift=[0.0, 0.0]}",
            "loaded [55.0, 126.0] false",
            "hooked [110.0, 252.0] [gains.0[10.0, 10.0][11.0, 21.0]]",
            "again [10.0, 18.0] 1",
            "gains.0 (Gain): input has shape [3], but @Shape(\"size\") wants size = 2 in dimension"
                + " 0; size = 2 in the model");
  }

  @Test
  void makesOnlyTheInvokerOfAClassThatChangedAgain() throws Exception {
    Path one = project.directory().resolve("changing/src/main/java/changing/One.java");
    Path made =
        project.directory().resolve("changing/target/generated-sources/annotations/changing");
    FileTime long_ago = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    age(project.directory().resolve("changing"), long_ago);
    Files.writeString(one, Files.readString(one).replace("x", "y"));

    project.maven("-pl", "changing", "compile");

    assertThat(made.resolve("OneInvoker.java")).content().contains("public int call(int y)");
    assertThat(Files.getLastModifiedTime(made.resolve("OneInvoker.java"))).isGreaterThan(long_ago);
    assertThat(Files.getLastModifiedTime(made.resolve("OtherInvoker.java"))).isEqualTo(long_ago);
  }

  /** Sets an old time on all built files, so that rewritten files can be recognised. */
  private static void age(Path directory, FileTime time) throws IOException {
    for (Path file : Directories.files(directory)) {
      Files.setLastModifiedTime(file, time);
    }
  }

  private static String classPath(String... modules) {
    StringBuilder path = new StringBuilder(project.annotations());
    for (String module : modules) {
      path.append(File.pathSeparatorChar).append(project.jar(module));
    }
    return path.toString();
  }
}
